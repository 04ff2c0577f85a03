import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetAccount, ListAccounts } from '#contracts/identity/accounts.query';
import { Messages } from '#platform/messaging/messages';
import { OfImportOrArchived } from '../edge/import-filter.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { AccountView, accountView } from './account.response.js';

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
  @Operation('Get a client account', { description: 'The account', type: AccountView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('account')) accountId: Uuid): Promise<AccountView> {
    return accountView(await this.messages.ask(message(GetAccount, { accountId })));
  }
}
