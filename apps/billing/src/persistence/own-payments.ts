import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { query } from '#platform/database/sql';
import type { Match } from '../domain/matching.js';

export interface OwnPayment {
  readonly billingAccountId: Uuid;
}

/** Payments as those who received them change what they settle. */
@Injectable()
export class OwnPayments {
  async get(em: EntityManager, issuerId: Uuid, paymentId: Uuid): Promise<OwnPayment> {
    const [payment] = await query<OwnPayment>(em, select, [paymentId, issuerId]);
    if (!payment) throw new Missing('billing.no-such-payment');
    return payment;
  }

  matchesOf(em: EntityManager, paymentId: Uuid): Promise<Match[]> {
    return query(em, selectMatches, [paymentId]);
  }
}

const select = `SELECT billing_account_id AS "billingAccountId" FROM payment_balances WHERE payment_id = $1 AND issuer_id = $2`;

const selectMatches = `SELECT payment_id AS "paymentId", document_id AS "documentId", position, amount_minor AS "amountMinor"
  FROM allocations WHERE payment_id = $1`;
