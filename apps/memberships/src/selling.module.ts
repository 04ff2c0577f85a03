import { Module } from '@nestjs/common';
import { Sellers } from './persistence/sellers.js';
import { Operations } from './selling/operations.js';
import { ReplacementOrders } from './selling/replacement-orders.js';
import { SaleOrders } from './selling/sale-orders.js';
import { SellersView } from './selling/sellers-view.js';

/** What orders of one and of thousands share. */
@Module({
  providers: [Sellers, SellersView, Operations, SaleOrders, ReplacementOrders],
  exports: [Sellers, SellersView, Operations, SaleOrders, ReplacementOrders],
})
export class SellingModule {}
