import { Body, Controller, Get, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import type { UserRecord } from '#contracts/identity/access';
import { ChangeUser, DisableUser, EnableUser, GetUser } from '#contracts/identity/staff';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { IdOf, uuidOf } from '../edge/public-ids.js';
import { UserView, userView } from './user.response.js';
import { UserPatch } from './users.requests.js';

@ApiTags('Access')
@Controller('v1/users')
export class UserAccessController {
  constructor(private readonly messages: Messages) {}

  @Get(':id')
  @Operation(
    'Get a user',
    { description: 'The user', type: UserView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('user')) userId: Uuid, @Res({ passthrough: true }) response: Response): Promise<UserView> {
    return this.shown(response, await this.messages.ask(message(GetUser, { userId })));
  }

  @Patch(':id')
  @Operation(
    'Change what a user may do',
    { description: 'The user as they are now', type: UserView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'What is left out stays. Groups and ownership are an owner’s to say; the last owner stays one. It holds from the user’s next request on.',
  )
  async change(
    @Param('id', IdOf('user')) userId: Uuid,
    @Body() { role, owner, groupIds }: UserPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserView> {
    const groups = groupIds?.map((id) => uuidOf('permissionGroup', id));
    const command = message(ChangeUser, { userId, version, role, owner, groupIds: groups });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  @Post(':id/disable')
  @Operation(
    'Disable a user',
    { description: 'The user, whose sessions have ended', type: UserView, headers: { ETag: 'Its new version' } },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing', 'rule'] },
    'Nobody is deleted. The last owner of an organization cannot be disabled. Disabling somebody disabled changes nothing.',
  )
  async disable(
    @Param('id', IdOf('user')) userId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserView> {
    return this.shown(response, await this.messages.ask(message(DisableUser, { userId }), { idempotencyKey }));
  }

  @Post(':id/enable')
  @Operation(
    'Enable a user again',
    { description: 'The user, with the role and groups they had', type: UserView, headers: { ETag: 'Its new version' } },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
  )
  async enable(
    @Param('id', IdOf('user')) userId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserView> {
    return this.shown(response, await this.messages.ask(message(EnableUser, { userId }), { idempotencyKey }));
  }

  private shown(response: Response, record: UserRecord): UserView {
    showVersion(response, record);
    return userView(record);
  }
}
