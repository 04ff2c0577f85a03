import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { query } from '#platform/database/sql';
import { ForeignCurrency } from '../domain/billing.errors.js';
import { holdBooks } from './sheets.js';
import { homeOf } from './sheets.sql.js';

export interface OwnAccount {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly currency: string;
}

/**
 * Billing accounts as those who write on them need them. The acting organization is named: the row policies may know more. An
 * account that was merged into another is answered by that one (ID-24): go on with the id that is given back.
 */
@Injectable()
export class OwnAccounts {
  /** An account on which the organization receives what is owed, in its currency. */
  async get(em: EntityManager, issuerId: Uuid, id: Uuid, currency?: string): Promise<OwnAccount> {
    await holdBooks(em, [issuerId]);
    return one(em, 'issuer_id = $2', issuerId, id, currency);
  }

  /** An account on which the organization itself owes: a club's at its federation. */
  owedBy(em: EntityManager, debtorId: Uuid, id: Uuid, currency?: string): Promise<OwnAccount> {
    return one(em, 'debtor_id = $2', debtorId, id, currency);
  }

  /** Accounts of documents and payments that are there: each is found. */
  async all(em: EntityManager, ids: readonly Uuid[]): Promise<{ of: (id: Uuid) => Omit<OwnAccount, 'id'> }> {
    const rows = await query<OwnAccount>(em, `${select} WHERE id = ANY ($1::uuid[])`, [ids]);
    const known = new Map(rows.map(({ id, ...account }) => [id, account]));
    return {
      of: (id) => {
        const account = known.get(id);
        if (!account) throw new Missing('billing.no-such-billing-account');
        return account;
      },
    };
  }

  /** An account that the organization is a party of, on whichever side. */
  seenBy(em: EntityManager, organizationId: Uuid, id: Uuid, currency?: string): Promise<OwnAccount> {
    return one(em, '$2 IN (issuer_id, debtor_id)', organizationId, id, currency);
  }
}

async function one(em: EntityManager, whose: string, organizationId: Uuid, id: Uuid, currency?: string): Promise<OwnAccount> {
  const [account] = await query<OwnAccount>(em, `${select} WHERE id = ${homeOf('$1::uuid')} AND ${whose}`, [id, organizationId]);
  if (!account) throw new Missing('billing.no-such-billing-account');
  if (currency !== undefined && currency !== account.currency) {
    throw new ForeignCurrency({ issuerId: account.issuerId, asked: currency, kept: account.currency });
  }
  return account;
}

const select = `SELECT id, issuer_id AS "issuerId", debtor_id AS "debtorId", currency FROM billing_accounts`;
