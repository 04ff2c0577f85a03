import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { ListOnSale } from '#contracts/memberships/on-sale';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { OnSaleView, onSaleView } from './on-sale.response.js';

@ApiTags('Clients')
@Controller('v1/accounts/:id/on-sale')
export class OnSaleController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List what is on sale to an account',
    { description: 'By name, each with its price, taxes and for whom it is', pageOf: OnSaleView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
    'What staff may sell today, whether the store shows it or not.',
  )
  async list(@Param('id', IdOf('account')) accountId: Uuid, @Query() { limit, after }: PageRequest): Promise<Paged<OnSaleView>> {
    return pageView(await this.messages.ask(message(ListOnSale, { accountId, limit, after })), onSaleView);
  }
}
