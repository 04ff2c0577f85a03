import { Module } from '@nestjs/common';
import { BatchPreview } from './batches/batch-preview.js';
import { BatchRun } from './batches/batch-run.js';
import { BatchJudge } from './batches/judged-batch.js';
import { GetBatchOrderHandler } from './features/list-batch-orders/get-batch-order.handler.js';
import { ListBatchOrderDocumentsHandler } from './features/list-batch-orders/list-batch-order-documents.handler.js';
import { ListBatchOrderRowsHandler } from './features/list-batch-orders/list-batch-order-rows.handler.js';
import { ListBatchOrdersController } from './features/list-batch-orders/list-batch-orders.controller.js';
import { ListBatchOrdersHandler } from './features/list-batch-orders/list-batch-orders.handler.js';
import { AppendBatchOrderHandler } from './features/order-batch/append-batch-order.handler.js';
import { ConfirmBatchOrderHandler } from './features/order-batch/confirm-batch-order.handler.js';
import { DiscardBatchOrderHandler } from './features/order-batch/discard-batch-order.handler.js';
import { OrderBatchController } from './features/order-batch/order-batch.controller.js';
import { StartBatchOrderHandler } from './features/order-batch/start-batch-order.handler.js';
import { SellingModule } from './selling.module.js';

/** Sales and replacements of thousands in one order. */
@Module({
  imports: [SellingModule],
  controllers: [OrderBatchController, ListBatchOrdersController],
  providers: [
    BatchJudge,
    BatchPreview,
    BatchRun,
    AppendBatchOrderHandler,
    StartBatchOrderHandler,
    ConfirmBatchOrderHandler,
    DiscardBatchOrderHandler,
    GetBatchOrderHandler,
    ListBatchOrdersHandler,
    ListBatchOrderRowsHandler,
    ListBatchOrderDocumentsHandler,
  ],
})
export class BatchesModule {}
