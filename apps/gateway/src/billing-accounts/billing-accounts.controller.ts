import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetBillingAccount, ListBillingAccounts } from '#contracts/billing/documents.query';
import { Messages } from '#platform/messaging/messages';
import { AtLevel } from '../edge/level-filter.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { BillingAccountView, billingAccountView } from './billing-account.response.js';

@ApiTags('Billing')
@Controller('v1/billing-accounts')
export class BillingAccountsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List billing accounts',
    { description: 'Those the acting organization is creditor or debtor of', pageOf: BillingAccountView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, importId, level }: AtLevel): Promise<Paged<BillingAccountView>> {
    const question = message(ListBillingAccounts, { limit, after, importId: maybeUuidOf('import', importId), level });
    return pageView(await this.messages.ask(question), billingAccountView);
  }

  @Get(':id')
  @Operation(
    'Get a billing account',
    { description: 'Who owes whom how much', type: BillingAccountView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('billingAccount')) billingAccountId: Uuid): Promise<BillingAccountView> {
    return billingAccountView(await this.messages.ask(message(GetBillingAccount, { billingAccountId })));
  }
}
