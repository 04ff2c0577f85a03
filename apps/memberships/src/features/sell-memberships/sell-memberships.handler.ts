import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SellMemberships, type SoldMembership } from '#contracts/memberships/sales';
import { actingAdministrator } from '../../access.js';
import { SaleOrders } from '../../selling/sale-orders.js';

/** Staff sell to members of client accounts. */
@CommandHandler(SellMemberships)
export class SellMembershipsHandler implements ICommandHandler<SellMemberships> {
  constructor(private readonly orders: SaleOrders) {}

  execute(command: SellMemberships): Promise<{ sales: SoldMembership[] }> {
    const { operationId, sales, previewHash } = command;
    return this.orders.sell(command, actingAdministrator(), { operationId, sales, previewHash, list: 'sales' });
  }
}
