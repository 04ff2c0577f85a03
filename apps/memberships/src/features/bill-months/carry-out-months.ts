import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { IssuePairs, type BilledSale } from '#contracts/billing/pairs';
import { MonthsBilled } from '#contracts/memberships/months';
import { message } from '#contracts/message';
import { Audit } from '#platform/audit/audit';
import { Messages } from '#platform/messaging/messages';
import { Outbox } from '#platform/outbox/outbox';
import { type BilledMonth, keepMonths } from '../../persistence/billed-months.js';
import type { OperationHead } from '../../persistence/operations.js';
import { letGo } from '../../persistence/replacements.js';
import { type Course, Operations } from '../../selling/operations.js';
import type { Pairs } from '../../selling/pairs.js';

/** A batch of months as it was ordered: due, their memberships held. They stand in the order of the sales that billing is told. */
export interface OrderedMonths {
  readonly designerId: Uuid;
  readonly billedOn: LocalDate;
  readonly pairs: Pairs;
  readonly months: readonly BilledMonth[];
}

/** MEM-6: billing issues the invoices of both levels for each month; then it is written down as billed. */
@Injectable()
export class CarryOutMonths implements Course<OrderedMonths, BilledSale[]>, OnModuleInit {
  constructor(
    private readonly operations: Operations,
    private readonly messages: Messages,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.operations.register('month', this);
  }

  async bill(operationId: Uuid, { pairs }: OrderedMonths): Promise<BilledSale[]> {
    return (await this.messages.ask(message(IssuePairs, pairs), { idempotencyKey: operationId })).sales;
  }

  async finish(
    em: EntityManager,
    { id, sellerId }: OperationHead,
    { designerId, billedOn, pairs, months }: OrderedMonths,
  ): Promise<object> {
    await keepMonths(em, { sellerId, designerId, operationId: id, billedOn }, months);
    await letGo(em, id);
    await this.audit.record(em, {
      organizationId: sellerId,
      action: 'memberships.months-billed',
      subject: id,
      facts: { months: months.length },
    });
    const told = months.map(({ membershipId, month, saleId }) => ({ membershipId, month, saleId }));
    await this.outbox.add(em, MonthsBilled, { operationId: id, organizationId: sellerId, federationId: pairs.federationId, months: told });
    return { months: months.length };
  }

  async giveBack(em: EntityManager, operationId: Uuid): Promise<void> {
    await letGo(em, operationId);
  }
}
