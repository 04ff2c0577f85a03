import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { lookUpByKey } from '#platform/database/plans';
import type { MeantFor } from '../domain/matching.js';
import { Matching } from './matching.js';
import { Payments, type MoneyToRecord } from './payments.js';
import { Sheets } from './sheets.js';

/** Money that comes in. What it settles is found before it is written, so that each row is written once. */
@Injectable()
export class Receipts {
  constructor(
    private readonly payments: Payments,
    private readonly matching: Matching,
    private readonly sheets: Sheets,
  ) {}

  /** New payments: each fills what it is meant for, then the open items of its account in their order (BIL-8); the rest is credit. */
  async receive(em: EntityManager, received: readonly MoneyToRecord[], meantFor?: MeantFor): Promise<void> {
    await lookUpByKey(em);
    const payments = await this.sheets.atHome(em, received);
    const money = payments.map((payment) => ({ ...payment, paymentId: payment.id, freeMinor: payment.amountMinor }));
    const matches = await this.matching.claim(em, money, meantFor);
    await this.payments.record(em, payments, matches);
    await this.matching.keep(em, matches);
  }
}
