import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetBillingAccount, ListBillingAccounts } from '#contracts/billing/documents.query';
import { ListOpenItems, MatchAccount } from '#contracts/billing/payments';
import { Messages } from '#platform/messaging/messages';
import { RequiredIdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { BillingAccountsRequest } from './billing-accounts.requests.js';
import { BillingAccountView, billingAccountView } from './billing-account.response.js';
import { MatchingView, matchingView } from './matching.response.js';
import { OpenItemView, openItemView } from './open-item.response.js';

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
  async list(@Query() { limit, after, importId, accountId, level, sort }: BillingAccountsRequest): Promise<Paged<BillingAccountView>> {
    const whose = { importId: maybeUuidOf('import', importId), accountId: maybeUuidOf('account', accountId) };
    const question = message(ListBillingAccounts, { limit, after, level, sort, ...whose });
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

  @Get(':id/open-items')
  @Operation(
    'List open items',
    { description: 'What is still owed, line by line, in the order money settles it', pageOf: OpenItemView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async openItems(
    @Param('id', IdOf('billingAccount')) billingAccountId: Uuid,
    @Query() { limit, after }: PageRequest,
  ): Promise<Paged<OpenItemView>> {
    return pageView(await this.messages.ask(message(ListOpenItems, { billingAccountId, limit, after })), openItemView);
  }

  @Post(':id/matching')
  @Operation(
    'Match an account',
    { description: 'What was matched', type: MatchingView },
    { idempotency: 'required', refuses: ['forbidden', 'missing'] },
    'All free money of the account to its open items, from the oldest to the newest.',
  )
  async match(
    @Param('id', IdOf('billingAccount')) billingAccountId: Uuid,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<MatchingView> {
    return matchingView(await this.messages.ask(message(MatchAccount, { billingAccountId }), { idempotencyKey }));
  }
}
