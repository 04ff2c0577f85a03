import { Controller, Get, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { message } from '#contracts/message';
import { ListUnpaidAccounts, ListUnpaidItems, MakeUnpaidFile } from '#contracts/billing/unpaid.query';
import { Messages } from '#platform/messaging/messages';
import { fileLanguageOf, fileOf, fileOptions, formatOf } from '../edge/files.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { maybeUuidOf } from '../edge/public-ids.js';
import { UnpaidAccountsRequest, UnpaidItemsRequest } from './unpaid.requests.js';
import { UnpaidAccountView, UnpaidItemView, unpaidAccountView, unpaidItemView } from './unpaid.response.js';

/** Who owes what for how long: two reports over the same open items. */
@ApiTags('Billing')
@Controller('v1')
export class UnpaidController {
  constructor(private readonly messages: Messages) {}

  @Get('unpaid-accounts')
  @Operation(
    'List who owes what for how long',
    { description: 'Accounts of the acting organization’s debtors with something open, by age', pageOf: UnpaidAccountView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async accounts(@Query() { limit, after, on, level, sort }: UnpaidAccountsRequest): Promise<Paged<UnpaidAccountView>> {
    return pageView(await this.messages.ask(message(ListUnpaidAccounts, { limit, after, on, level, sort })), unpaidAccountView);
  }

  @Get('unpaid-items')
  @Operation(
    'List what is open for how long',
    {
      description: 'Open items of the acting organization’s debtors, the longest due first',
      pageOf: UnpaidItemView,
      files: { 'text/csv': 'Account,Number,Issued on,Due on,Days late,Age,…\r\n' },
    },
    { language: true, refuses: ['invalid', 'forbidden', 'rule'] },
  )
  async items(
    @Query() { limit, after, on, level, billingAccountId: account, age, format, language }: UnpaidItemsRequest,
    @Req() request: Request,
  ): Promise<Paged<UnpaidItemView> | StreamableFile> {
    const filter = { on, level, billingAccountId: maybeUuidOf('billingAccount', account), age };
    if (formatOf(request, format, ['json', 'csv']) === 'json') {
      return pageView(await this.messages.ask(message(ListUnpaidItems, { ...filter, limit, after })), unpaidItemView);
    }
    const question = message(MakeUnpaidFile, { ...filter, language: fileLanguageOf(request, language) });
    return fileOf(this.messages, await this.messages.ask(question, fileOptions));
  }
}
