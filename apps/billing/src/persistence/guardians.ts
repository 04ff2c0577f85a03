import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ChildShare, GuardianToKeep, GuardiansRecord } from '#contracts/billing/childcare';
import { derivedId, type Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import type { FieldPlace } from '#platform/encryption/sealed-fields';
import { masked, type Guardian } from '../domain/childcare.js';
import { InsuranceNumbers } from './insurance-numbers.js';

interface GuardianRow extends Omit<Guardian, 'insuranceNumber'> {
  readonly billingAccountId: Uuid;
  readonly sealed: Uint8Array | null;
  readonly keyId: string | null;
  readonly last: string | null;
}

/** Who pays for the children of an account (BIL-27). */
@Injectable()
export class Guardians {
  constructor(private readonly numbers: InsuranceNumbers) {}

  /** Whether the organization has this client's account. It stays locked, so that two don't keep its guardians at once. */
  async lockAccount(em: EntityManager, issuerId: Uuid, id: Uuid): Promise<boolean> {
    await execute(em, `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`billing.guardians/${id}`]);
    return this.isClientOf(em, issuerId, id);
  }

  async isClientOf(em: EntityManager, issuerId: Uuid, id: Uuid): Promise<boolean> {
    const select = `SELECT FROM billing_accounts WHERE id = $1 AND issuer_id = $2 AND level = 'client'`;
    return (await query(em, select, [id, issuerId])).length > 0;
  }

  async record(em: EntityManager, billingAccountId: Uuid): Promise<GuardiansRecord> {
    const rows = await query<GuardianRow>(em, `${selectGuardians} WHERE billing_account_id = $1 ORDER BY place`, [billingAccountId]);
    const shares = await query<ChildShare>(em, `${selectShares} WHERE billing_account_id = $1 ORDER BY child_id`, [billingAccountId]);
    const guardians = rows.map(({ name, address, city, province, postalCode, last }) => ({
      name,
      address,
      city,
      province,
      postalCode,
      insuranceNumber: last && masked(last),
    }));
    return { billingAccountId, guardians, shares };
  }

  /** Keeps these and no others. A number that isn't given stays with whoever has it: with the same name at the same place. */
  async replace(
    em: EntityManager,
    issuerId: Uuid,
    billingAccountId: Uuid,
    guardians: readonly GuardianToKeep[],
    shares: readonly ChildShare[],
  ): Promise<void> {
    const before = await query<GuardianRow>(em, `${selectGuardians} WHERE billing_account_id = $1`, [billingAccountId]);
    await execute(em, 'DELETE FROM guardian_shares WHERE billing_account_id = $1', [billingAccountId]);
    await execute(em, 'DELETE FROM guardians WHERE billing_account_id = $1', [billingAccountId]);
    for (const [i, { insuranceNumber, name, address, city, province, postalCode }] of guardians.entries()) {
      const place = i + 1;
      const known = before.find((one) => one.place === place && one.name === (name ?? null));
      const kept = insuranceNumber === undefined && known ? [known.sealed, known.keyId, known.last] : [null, null, null];
      const sealed = insuranceNumber ? this.numbers.seal(insuranceNumber, placeOf(issuerId, billingAccountId, place)) : kept;
      const fields = [name, address, city, province, postalCode].map((field) => field ?? null);
      await execute(em, insertGuardian, [billingAccountId, place, issuerId, ...fields, ...sealed]);
    }
    for (const { childId, share } of shares) await execute(em, insertShare, [billingAccountId, childId, issuerId, share]);
  }

  /** Those of these accounts, numbers and all. Whoever asks says so in the audit log. */
  async opened(em: EntityManager, issuerId: Uuid, accounts: readonly Uuid[]): Promise<Map<Uuid, Guardian[]>> {
    const rows = await query<GuardianRow>(em, `${selectGuardians} WHERE billing_account_id = ANY ($1::uuid[])`, [accounts]);
    const opened = rows.map(({ billingAccountId, sealed, keyId, last: _last, ...guardian }) => {
      const place = placeOf(issuerId, billingAccountId, guardian.place);
      const insuranceNumber = sealed && keyId ? this.numbers.open(sealed, keyId, place) : null;
      return { billingAccountId, guardian: { ...guardian, insuranceNumber } };
    });
    const groups = Map.groupBy(opened, ({ billingAccountId }) => billingAccountId);
    return new Map(Array.from(groups, ([id, all]) => [id, all.map(({ guardian }) => guardian)]));
  }

  sharesOf(em: EntityManager, accounts: readonly Uuid[]): Promise<(ChildShare & { billingAccountId: Uuid })[]> {
    return query(em, `${selectShares} WHERE billing_account_id = ANY ($1::uuid[])`, [accounts]);
  }
}

const placeOf = (organizationId: Uuid, billingAccountId: Uuid, place: number): FieldPlace => ({
  table: 'guardians',
  organizationId,
  rowId: derivedId('guardian', billingAccountId, place),
});

const selectGuardians = `SELECT billing_account_id AS "billingAccountId", place, name, address, city, province, postal_code AS "postalCode",
  number_sealed AS sealed, number_key AS "keyId", number_last AS last FROM guardians`;
const selectShares = `SELECT billing_account_id AS "billingAccountId", child_id AS "childId", share FROM guardian_shares`;

const insertGuardian = `INSERT INTO guardians
  (billing_account_id, place, issuer_id, name, address, city, province, postal_code, number_sealed, number_key, number_last)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const insertShare = `INSERT INTO guardian_shares (billing_account_id, child_id, issuer_id, share) VALUES ($1, $2, $3, $4)`;
