import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TaxSetting } from '#contracts/identity/organizations';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';

/** What the documents of one import go by at one issuer. */
export interface IssuerSettings {
  readonly issuerId: Uuid;
  readonly taxes: readonly TaxSetting[];
  readonly freemium: boolean;
}

/** Settings frozen when an import is committed, so that every row of it is billed as its preview showed. */
@Injectable()
export class ImportSettings {
  /** Locked against being frozen anew, until the documents that go by them are there to see. */
  of(em: EntityManager, importId: Uuid): Promise<IssuerSettings[]> {
    return query(em, `${select} FOR SHARE`, [importId]);
  }

  ofForUpdate(em: EntityManager, importId: Uuid): Promise<IssuerSettings[]> {
    return query(em, `${select} FOR UPDATE`, [importId]);
  }

  async freeze(em: EntityManager, importId: Uuid, { issuerId, taxes, freemium }: IssuerSettings): Promise<void> {
    await execute(em, upsert, [importId, issuerId, JSON.stringify(taxes), freemium]);
  }
}

const select = `SELECT issuer_id AS "issuerId", taxes, freemium FROM import_settings WHERE import_id = $1 ORDER BY issuer_id`;

const upsert = `INSERT INTO import_settings (import_id, issuer_id, taxes, freemium) VALUES ($1, $2, $3::jsonb, $4)
  ON CONFLICT (import_id, issuer_id) DO UPDATE SET taxes = excluded.taxes, freemium = excluded.freemium, frozen_at = now()`;
