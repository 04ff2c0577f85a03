import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AppendBatchOrder } from '#contracts/memberships/batch-orders';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { appendPiece, forgetOldPieces } from '../../persistence/batch-orders.js';

@CommandHandler(AppendBatchOrder)
export class AppendBatchOrderHandler implements ICommandHandler<AppendBatchOrder> {
  constructor(private readonly database: Database) {}

  async execute({ orderId, piece, sales, replacements }: AppendBatchOrder): Promise<void> {
    const { id: sellerId } = actingAdministrator();
    await this.database.transaction(async (em) => {
      if (piece === 0) await forgetOldPieces(em, sellerId);
      await appendPiece(em, orderId, piece, sellerId, sales ?? replacements ?? []);
    });
  }
}
