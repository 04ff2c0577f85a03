import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import {
  AppendBatchOrder,
  batchPieceRows,
  type BatchOrderKind,
  ConfirmBatchOrder,
  DiscardBatchOrder,
  GetBatchOrder,
  ListBatchOrderDocuments,
  ListBatchOrderRows,
  ListBatchOrders,
  StartBatchOrder,
} from '#contracts/memberships/batch-orders';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { replacementOf } from '../replacements/replacements.controller.js';
import { saleOf } from '../sales/sales.controller.js';
import {
  BatchOrderDocumentView,
  BatchOrderRowView,
  BatchOrderView,
  batchOrderDocumentView,
  batchOrderRowView,
  batchOrderView,
} from './batch-order.response.js';
import {
  BatchConfirmationBody,
  BatchOrdersRequest,
  BatchReplacementBody,
  BatchRowsRequest,
  BatchSaleBody,
} from './batch-orders.requests.js';

const timeoutMs = 30_000;

/** Thousands of members sold to, or changed over, in one order: previewed whole, confirmed once (PAIN-3). */
@ApiTags('Sales')
@Controller('v1/batch-orders')
export class BatchOrdersController {
  constructor(private readonly messages: Messages) {}

  @Post('sales')
  @Operation(
    'Order a sale to many',
    { status: 202, description: 'The order, whose preview has started', type: BatchOrderView, headers: { Location: 'Where it is' } },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict', 'too-large'] },
    'Up to 5,000 members. Nothing is sold yet: every row is judged and every document computed; a confirmation makes them real.',
  )
  sell(
    @Body() { sales }: BatchSaleBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() key: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchOrderView> {
    const rows = sales.map((sale) => saleOf(sale, currency));
    return this.order('sale', rows, (piece) => ({ sales: piece }), { caller, key, response });
  }

  @Post('replacements')
  @Operation(
    'Order a replacement of many',
    { status: 202, description: 'The order, whose preview has started', type: BatchOrderView, headers: { Location: 'Where it is' } },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict', 'too-large'] },
    'Up to 5,000 memberships. Nothing is replaced yet: every row is judged and its four documents computed; a confirmation makes them real.',
  )
  replace(
    @Body() { replacements }: BatchReplacementBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() key: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchOrderView> {
    const rows = replacements.map((one) => replacementOf(one, currency));
    return this.order('replacement', rows, (piece) => ({ replacements: piece }), { caller, key, response });
  }

  @Get()
  @Operation(
    'List orders of many',
    { description: 'The acting organization’s, newest first', pageOf: BatchOrderView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, kind, state }: BatchOrdersRequest): Promise<Paged<BatchOrderView>> {
    return pageView(await this.messages.ask(message(ListBatchOrders, { limit, after, kind, state })), batchOrderView);
  }

  @Get(':id')
  @Operation(
    'Get an order of many',
    { description: 'How far it is, and what all of it would do', type: BatchOrderView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('batchOrder')) orderId: Uuid): Promise<BatchOrderView> {
    return batchOrderView(await this.messages.ask(message(GetBatchOrder, { orderId })));
  }

  @Get(':id/rows')
  @Operation(
    'List the rows of an order of many',
    { description: 'As they were sent: what was found of each, and what became of it', pageOf: BatchOrderRowView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async rows(
    @Param('id', IdOf('batchOrder')) orderId: Uuid,
    @Query() { limit, after, outcome }: BatchRowsRequest,
    @ActingFor() { currency }: ActingOrganization,
  ): Promise<Paged<BatchOrderRowView>> {
    const page = await this.messages.ask(message(ListBatchOrderRows, { orderId, limit, after, outcome }));
    return pageView(page, (row) => batchOrderRowView(row, currency));
  }

  @Get(':id/documents')
  @Operation(
    'List the documents an order of many would make',
    { description: 'At both levels, of so many rows a page; of an order that waits to be confirmed', pageOf: BatchOrderDocumentView },
    { refuses: ['invalid', 'forbidden', 'missing', 'conflict'] },
  )
  async documents(
    @Param('id', IdOf('batchOrder')) orderId: Uuid,
    @Query() { limit, after }: PageRequest,
  ): Promise<Paged<BatchOrderDocumentView>> {
    const page = await this.messages.ask(message(ListBatchOrderDocuments, { orderId, limit, after }), { timeoutMs });
    return pageView(page, batchOrderDocumentView);
  }

  @Post(':id/confirmation')
  @Operation(
    'Carry out an order of many',
    { status: 202, description: 'The order, running', type: BatchOrderView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'conflict'] },
    'Part by part, resumed by whoever is alive. Of each member all documents are issued or none; a row that cannot be made any more, or would be billed otherwise than previewed, is left out and told.',
  )
  async confirm(
    @Param('id', IdOf('batchOrder')) orderId: Uuid,
    @Body() { previewHash }: BatchConfirmationBody,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<BatchOrderView> {
    return batchOrderView(await this.messages.ask(message(ConfirmBatchOrder, { orderId, previewHash }), { idempotencyKey }));
  }

  @Post(':id/discard')
  @Operation(
    'Discard an order of many',
    { description: 'The order, discarded', type: BatchOrderView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing', 'conflict'] },
    'One that waits to be confirmed.',
  )
  async discard(@Param('id', IdOf('batchOrder')) orderId: Uuid): Promise<BatchOrderView> {
    return batchOrderView(await this.messages.ask(message(DiscardBatchOrder, { orderId })));
  }

  /** Handed over in pieces, as a message is bounded; then it begins. */
  private async order<R>(
    kind: BatchOrderKind,
    rows: readonly R[],
    fieldsOf: (piece: R[]) => Pick<AppendBatchOrder, 'sales' | 'replacements'>,
    { caller, key, response }: { caller: Caller; key: string; response: Response },
  ): Promise<BatchOrderView> {
    const orderId = creationId(`batch-${kind}`, caller, key);
    for (let at = 0; at < rows.length; at += batchPieceRows) {
      const piece = { orderId, piece: at / batchPieceRows, ...fieldsOf(rows.slice(at, at + batchPieceRows)) };
      await this.messages.ask(message(AppendBatchOrder, piece), { timeoutMs });
    }
    const command = message(StartBatchOrder, { orderId, kind, rows: rows.length });
    return created(response, 'batch-orders', batchOrderView(await this.messages.ask(command, { idempotencyKey: key })));
  }
}
