import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OnlineSettingsRecord } from '#contracts/billing/planned-payments';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import type { OnlineTerms } from '../domain/online-payment.js';

/** Whether an organization's debtors pay online (BIL-12). Not until it says so. */
@Injectable()
export class OnlineSettings {
  async of(em: EntityManager, issuerId: Uuid): Promise<OnlineTerms> {
    const [found] = await query<OnlineTerms>(em, select, [issuerId]);
    return found ?? { allowed: false, minimumMinor: 0 };
  }

  /** Those of them whose debtors pay online. */
  async allowing(em: EntityManager, issuerIds: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
    const rows = await query<{ issuerId: Uuid }>(em, selectAllowing, [issuerIds]);
    return new Set(rows.map(({ issuerId }) => issuerId));
  }

  async shown(em: EntityManager, { id, currency }: { id: Uuid; currency: string }): Promise<OnlineSettingsRecord> {
    return { ...(await this.of(em, id)), currency };
  }

  async keep(em: EntityManager, issuerId: Uuid, { allowed, minimumMinor }: OnlineTerms): Promise<void> {
    await execute(em, upsert, [issuerId, allowed, minimumMinor]);
  }
}

const select = `SELECT allowed, minimum_minor AS "minimumMinor" FROM online_payment_settings WHERE issuer_id = $1`;
const selectAllowing = `SELECT issuer_id AS "issuerId" FROM online_payment_settings WHERE issuer_id = ANY ($1::uuid[]) AND allowed`;
const upsert = `INSERT INTO online_payment_settings (issuer_id, allowed, minimum_minor) VALUES ($1, $2, $3)
  ON CONFLICT (issuer_id) DO UPDATE SET allowed = excluded.allowed, minimum_minor = excluded.minimum_minor`;
