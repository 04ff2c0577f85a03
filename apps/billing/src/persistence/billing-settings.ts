import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingSettingsRecord } from '#contracts/billing/billing-settings';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

/** How organizations keep their books; the defaults where nobody said anything. */
@Injectable()
export class BillingSettings {
  async of(em: EntityManager, issuerIds: readonly Uuid[]): Promise<Map<Uuid, BillingSettingsRecord>> {
    const rows = await query<BillingSettingsRecord>(em, `${select} WHERE issuer_id = ANY ($1::uuid[])`, [issuerIds]);
    const known = new Map(rows.map((row) => [row.organizationId, row]));
    return new Map(issuerIds.map((id) => [id, known.get(id) ?? { organizationId: id, ...defaults }]));
  }

  async get(em: EntityManager, issuerId: Uuid): Promise<BillingSettingsRecord> {
    return (await this.of(em, [issuerId])).get(issuerId) ?? { organizationId: issuerId, ...defaults };
  }

  /** The settings that change, kept from being changed by anybody else until the transaction ends. */
  async getForUpdate(em: EntityManager, issuerId: Uuid): Promise<BillingSettingsRecord> {
    await query(em, `INSERT INTO billing_settings (issuer_id) VALUES ($1) ON CONFLICT DO NOTHING`, [issuerId]);
    const [row] = await query<BillingSettingsRecord>(em, `${select} WHERE issuer_id = $1 FOR UPDATE`, [issuerId]);
    return row;
  }

  async save(em: EntityManager, settings: BillingSettingsRecord): Promise<void> {
    const { organizationId, upstreamCredit, upstreamDays, accrual, dueDays, tellClientsOf, version } = settings;
    await query(em, update, [organizationId, upstreamCredit, upstreamDays, accrual, dueDays, tellClientsOf, version]);
  }
}

const defaults: Omit<BillingSettingsRecord, 'organizationId'> = {
  upstreamCredit: 'never',
  upstreamDays: null,
  accrual: false,
  dueDays: 30,
  tellClientsOf: [],
  version: 1,
};

const select = `SELECT issuer_id AS "organizationId", upstream_credit AS "upstreamCredit", upstream_days AS "upstreamDays", accrual,
  due_days AS "dueDays", tell_clients_of AS "tellClientsOf", version FROM billing_settings`;

const update = `UPDATE billing_settings SET upstream_credit = $2, upstream_days = $3, accrual = $4, due_days = $5, tell_clients_of = $6, version = $7 WHERE issuer_id = $1`;
