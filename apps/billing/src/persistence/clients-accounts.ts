import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OwnClient } from '#contracts/identity/own-clients';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { homeOf } from './sheets.sql.js';

/** The billing accounts of clients who look at what they owe themselves. */
@Injectable()
export class ClientsAccounts {
  /** What the client owes on at its organization; undefined: nothing was ever billed. */
  async find(em: EntityManager, { organization, accountId, clientId }: OwnClient): Promise<Uuid | undefined> {
    const [found] = await query<{ id: Uuid }>(em, select, [organization.id, accountId, clientId]);
    return found?.id;
  }

  /** Whether a document was issued to the client: every other one is missing, whoever's it is. */
  async issuedTo(em: EntityManager, client: OwnClient, documentId: Uuid): Promise<boolean> {
    const billingAccountId = await this.find(em, client);
    if (billingAccountId === undefined) return false;
    return (await query(em, selectOwn, [documentId, billingAccountId])).length > 0;
  }
}

const select = `SELECT id FROM billing_accounts WHERE issuer_id = $1 AND account_id = $2 AND level = 'client' AND joined_to IS NULL
  ORDER BY client_id = $3 DESC LIMIT 1`;

/** Of accounts that were merged, whose books show it (ID-24). */
const selectOwn = `SELECT FROM documents d WHERE d.id = $1 AND ${homeOf('d.billing_account_id')} = $2`;
