import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { GetCancellation, ListCancellations } from '#contracts/billing/cancellations';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { CancellationView, cancellationView } from './cancellation.response.js';
import { CancellationsRequest } from './cancellations.requests.js';

/** What was decided of lines that were cancelled. */
@ApiTags('Billing')
@Controller('v1/cancellations')
export class DecidedCancellationsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List cancellations',
    { description: 'Those the acting organization decided, and those of what it owes, the newest first', pageOf: CancellationView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { billingAccountId, invoiceId, ...asked }: CancellationsRequest): Promise<Paged<CancellationView>> {
    const question = message(ListCancellations, {
      ...asked,
      billingAccountId: maybeUuidOf('billingAccount', billingAccountId),
      invoiceId: maybeUuidOf('invoice', invoiceId),
    });
    return pageView(await this.messages.ask(question), cancellationView);
  }

  @Get(':id')
  @Operation(
    'Get a cancellation',
    { description: 'What was credited, kept and given back, and what became of the level above', type: CancellationView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('cancellation')) cancellationId: Uuid): Promise<CancellationView> {
    return cancellationView(await this.messages.ask(message(GetCancellation, { cancellationId })));
  }
}
