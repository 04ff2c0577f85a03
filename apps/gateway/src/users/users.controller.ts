import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '#contracts/caller';
import { message } from '#contracts/message';
import { CreateUser, ListUsers } from '#contracts/identity/access';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { UserView, userView } from './user.response.js';
import { UserBody } from './users.requests.js';

@ApiTags('Access')
@Controller('v1/users')
export class UsersController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Give somebody a sign-in with a role',
    { status: 201, description: 'The user', type: UserView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Somebody who can sign in already gains the role and keeps their password; the answer does not tell.',
  )
  async create(
    @Body() { organizationId, role, email, name, password }: UserBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<UserView> {
    const command = message(CreateUser, {
      userId: creationId('user', caller, idempotencyKey),
      organizationId: uuidOf('organization', organizationId),
      role,
      email,
      name,
      password,
    });
    return userView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Get()
  @Operation(
    'List users',
    { description: 'Those with a role where the caller administers', pageOf: UserView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after }: PageRequest): Promise<Paged<UserView>> {
    return pageView(await this.messages.ask(message(ListUsers, { limit, after })), userView);
  }
}
