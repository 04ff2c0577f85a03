import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetAccount, ListAccounts } from '#contracts/identity/accounts.query';
import { RequestActivation } from '#contracts/identity/activation';
import { CheckAccount, CreateAccount } from '#contracts/identity/new-account';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { OfImportOrArchived } from '../edge/import-filter.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { AccountCheckView, accountCheckView } from './account-check.response.js';
import { AccountView, ActivationView, CreatedAccountView, accountView, activationView, createdAccountView } from './account.response.js';
import { AccountBody, AccountCheckBody } from './accounts.requests.js';

@ApiTags('Clients')
@Controller('v1/accounts')
export class AccountsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List client accounts',
    { description: 'The acting organization’s clients', pageOf: AccountView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, importId, showArchived }: OfImportOrArchived): Promise<Paged<AccountView>> {
    return pageView(
      await this.messages.ask(message(ListAccounts, { limit, after, importId: maybeUuidOf('import', importId), showArchived })),
      accountView,
    );
  }

  @Get(':id')
  @Operation(
    'Get a client account',
    { description: 'The account', type: AccountView },
    { refuses: ['forbidden', 'missing'] },
    'One that became part of another by a merge answers with a redirect (307) to that one.',
  )
  async get(@Param('id', IdOf('account')) accountId: Uuid): Promise<AccountView> {
    return accountView(await this.messages.ask(message(GetAccount, { accountId })));
  }

  @Post('checks')
  @Operation(
    'Check an address and a name before creating an account',
    { description: 'What is known of them', type: AccountCheckView },
    { refuses: ['invalid', 'forbidden', 'wrong-type'] },
    'Of an address that is known elsewhere nothing else is told: its owner can be invited. Names are compared with your own clients only.',
  )
  async check(@Body() { email, firstName, lastName }: AccountCheckBody): Promise<AccountCheckView> {
    return accountCheckView(await this.messages.ask(message(CheckAccount, { email, firstName, lastName })));
  }

  @Post()
  @Operation(
    'Create a client account',
    { status: 201, description: 'The account', type: CreatedAccountView, headers: { Location: 'Where it is' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type'] },
    'With an address, the owner is asked by letter to activate it. Without one nobody can sign in to it.',
  )
  async create(
    @Body() { firstName, lastName, email, birthDate, phone, gender, language, createAnyway }: AccountBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreatedAccountView> {
    const accountId = creationId('account', caller, idempotencyKey);
    const fields = { accountId, firstName, lastName, email, birthDate, phone, gender, language, createAnyway };
    return created(response, 'accounts', createdAccountView(await this.messages.ask(message(CreateAccount, fields), { idempotencyKey })));
  }

  @Post(':id/activation')
  @Operation(
    'Ask the owner of an account to activate it',
    { description: 'What holds from now on', type: ActivationView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
    'An earlier letter’s link works no more. Imported clients get none until somebody asks.',
  )
  async activate(
    @Param('id', IdOf('account')) accountId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<ActivationView> {
    return activationView(await this.messages.ask(message(RequestActivation, { accountId }), { idempotencyKey }));
  }
}
