import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import type { AccountToOpen } from '../domain/plan.js';

export type { AccountToOpen } from '../domain/plan.js';

@Injectable()
export class BillingAccounts {
  /**
   * Opens those that are not open yet. Only these are inserted: the insert of an account that another transaction is opening
   * waits for it, and a club's corporate account is in every batch. In id order, so that nobody waits in a circle.
   */
  async ensure(em: EntityManager, accounts: Iterable<AccountToOpen>): Promise<void> {
    const byId = new Map(Array.from(accounts, (account) => [account.id, account]));
    const open = await query<{ id: Uuid }>(em, 'SELECT id FROM billing_accounts WHERE id = ANY ($1::uuid[])', [[...byId.keys()]]);
    for (const { id } of open) byId.delete(id);
    const rows = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    await insertRows(
      em,
      'billing_accounts',
      { id: 'uuid', level: 'text', issuer_id: 'uuid', debtor_id: 'uuid', client_id: 'uuid', account_id: 'uuid', currency: 'text' },
      rows.map((row) => [row.id, row.level, row.issuerId, row.debtorId, row.clientId, row.accountId, row.currency]),
      'ON CONFLICT DO NOTHING',
    );
  }
}
