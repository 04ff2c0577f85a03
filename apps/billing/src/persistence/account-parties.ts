import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { NothingInvoicedYet } from '../domain/payment.errors.js';

/** Who stands on the documents of an account: as on its newest one. */
@Injectable()
export class AccountParties {
  async of(em: EntityManager, billingAccountId: Uuid): Promise<Uuid> {
    const [found] = await query<{ id: Uuid }>(em, select, [billingAccountId]);
    if (!found) throw new NothingInvoicedYet();
    return found.id;
  }
}

const select = `SELECT party_id AS id FROM documents WHERE billing_account_id = $1 ORDER BY number DESC LIMIT 1`;
