import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { AddMember, ArchiveAccount } from '#contracts/identity/managing';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { PersonView, personView } from '../people/person.response.js';
import { AccountView, accountView } from './account.response.js';
import { MemberBody } from './members.requests.js';

@ApiTags('Clients')
@Controller('v1/accounts/:id')
export class ManagingController {
  constructor(private readonly messages: Messages) {}

  @Post('members')
  @Operation(
    'Add a member to an account',
    { status: 201, description: 'The person', type: PersonView, headers: { Location: 'Where it is' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
    'Of any age; the owner answers for members.',
  )
  async add(
    @Param('id', IdOf('account')) accountId: Uuid,
    @Body() { firstName, lastName, birthDate, gender, email, phone, createAnyway }: MemberBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonView> {
    const personId = creationId('person', caller, idempotencyKey);
    const fields = { personId, accountId, firstName, lastName, birthDate, gender, email, phone, createAnyway };
    return created(response, 'people', personView(await this.messages.ask(message(AddMember, fields), { idempotencyKey })));
  }

  @Post('archive')
  @Operation(
    'Archive a client',
    { description: 'The account as it is now', type: AccountView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
    'Hidden by default from then on; nothing is deleted, and other organizations keep theirs.',
  )
  archive(@Param('id', IdOf('account')) accountId: Uuid, @IdempotencyKey() idempotencyKey: string | undefined): Promise<AccountView> {
    return this.set(accountId, true, idempotencyKey);
  }

  @Post('restore')
  @Operation(
    'Bring an archived client back',
    { description: 'The account as it is now', type: AccountView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
  )
  restore(@Param('id', IdOf('account')) accountId: Uuid, @IdempotencyKey() idempotencyKey: string | undefined): Promise<AccountView> {
    return this.set(accountId, false, idempotencyKey);
  }

  private async set(accountId: Uuid, archived: boolean, idempotencyKey: string | undefined): Promise<AccountView> {
    return accountView(await this.messages.ask(message(ArchiveAccount, { accountId, archived }), { idempotencyKey }));
  }
}
