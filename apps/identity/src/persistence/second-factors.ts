import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { SealedFields } from '#platform/encryption/sealed-fields';
import { SecondFactorNeeded, SecondFactorRefused } from '../domain/second-factor.errors.js';
import { base32, stepOf } from './totp.js';
import { IdentityConfig } from '../identity.config.js';
import { KeyedHash } from './keyed-hash.js';
import { SignInFailures } from './sign-in-failures.js';
import { SignInLog } from './sign-in-log.js';

export interface SecondFactor {
  readonly secret: Buffer;
  readonly lastStep: number | null;
  readonly confirmedAt: Date | null;
  readonly recoveryCodes: number; // Unused.
}

const secretBytes = 20; // RFC 4226 asks for 160 bits.
const recoveryCodesGiven = 10;

/** The second factors of sign-ins: their secrets are kept encrypted, their recovery codes hashed. As the gatekeeper. */
@Injectable()
export class SecondFactors {
  private readonly fields: SealedFields;

  constructor(
    private readonly database: Database,
    private readonly failures: SignInFailures,
    private readonly hash: KeyedHash,
    private readonly log: SignInLog,
    private readonly clock: Clock,
    @Inject(IdentityConfig) { DATA_KEYS }: IdentityConfig,
  ) {
    this.fields = new SealedFields(DATA_KEYS);
  }

  /** Refuses a sign-in that lacks its second factor. Guesses are slowed per account, wherever they come from. */
  async check(userId: Uuid, code: string | undefined): Promise<void> {
    const known = await this.database.transaction((em) => this.find(em, userId), { as: 'gatekeeper' });
    if (!known?.confirmedAt) return;
    if (code === undefined) throw new SecondFactorNeeded();
    await this.tried(userId, () => this.database.transaction((em) => this.use(em, userId, code), { as: 'gatekeeper' }));
  }

  /** Counts a try before it is made, and tells its owner of one that was wrong. Forgotten once `use` takes a code. */
  async tried<T>(userId: Uuid, work: () => Promise<T>): Promise<T> {
    const tries = await this.failures.countTry(keyOf(userId), '');
    try {
      return await work();
    } catch (error) {
      if (error instanceof SecondFactorRefused) this.log.tell(userId, 'identity.second-factor-refused', { tries });
      throw error;
    }
  }

  /** Takes a code, of the authenticator or of recovery, so that nobody takes it again. */
  async use(em: EntityManager, userId: Uuid, code: string): Promise<void> {
    await this.take(em, userId, code);
    await this.failures.forget(em, keyOf(userId), '');
  }

  private async take(em: EntityManager, userId: Uuid, code: string): Promise<void> {
    const factor = await this.find(em, userId, { lock: true });
    const step = factor && stepOf(factor.secret, code, this.clock.now(), factor.lastStep);
    if (step !== undefined) {
      await execute(em, `UPDATE second_factors SET last_step = $2 WHERE user_id = $1`, [userId, step]);
      return;
    }
    const text = `UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND hash = $2 AND used_at IS NULL`;
    const used = await execute(em, text, [userId, this.hashOf(userId, code), this.clock.now()]);
    if (used === 0) throw new SecondFactorRefused();
  }

  async find(em: EntityManager, userId: Uuid, { lock = false } = {}): Promise<SecondFactor | undefined> {
    const [row] = await query<FactorRow>(em, lock ? `${factor} FOR UPDATE OF f` : factor, [userId]);
    if (!row) return undefined;
    const secret = Buffer.from(this.fields.open({ keyId: row.key_id, bytes: row.secret }, placeOf(userId)), 'base64url');
    return { secret, lastStep: row.last_step, confirmedAt: row.confirmed_at, recoveryCodes: row.recovery_codes };
  }

  /** A new secret, in place of one that was never confirmed. */
  async start(em: EntityManager, userId: Uuid): Promise<Buffer> {
    const secret = randomBytes(secretBytes);
    const { keyId, bytes } = this.fields.seal(secret.toString('base64url'), placeOf(userId));
    const text = `INSERT INTO second_factors (user_id, key_id, secret, created_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (user_id) DO UPDATE SET key_id = $2, secret = $3, created_at = $4, last_step = NULL WHERE second_factors.confirmed_at IS NULL`;
    await execute(em, text, [userId, keyId, Buffer.from(bytes), this.clock.now()]);
    return secret;
  }

  /** From now on it is asked for. Gives the recovery codes, which are shown once. */
  async confirm(em: EntityManager, userId: Uuid): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodesGiven }, newRecoveryCode);
    await execute(em, `UPDATE second_factors SET confirmed_at = $2 WHERE user_id = $1`, [userId, this.clock.now()]);
    const text = `INSERT INTO recovery_codes (user_id, hash) SELECT $1, unnest($2::text[])`;
    await execute(em, text, [userId, codes.map((code) => this.hashOf(userId, code))]);
    return codes;
  }

  async remove(em: EntityManager, userId: Uuid): Promise<void> {
    await execute(em, `DELETE FROM recovery_codes WHERE user_id = $1`, [userId]);
    await execute(em, `DELETE FROM second_factors WHERE user_id = $1`, [userId]);
  }

  /** Typed with or without dashes, in any case. */
  private hashOf(userId: Uuid, code: string): string {
    return this.hash.of('recovery code', userId, code.replace(/[\s-]/g, '').toUpperCase());
  }
}

interface FactorRow {
  key_id: string;
  secret: Buffer;
  last_step: number | null;
  confirmed_at: Date | null;
  recovery_codes: number;
}

const factor = `SELECT f.key_id, f.secret, f.last_step, f.confirmed_at,
    (SELECT count(*)::int FROM recovery_codes r WHERE r.user_id = f.user_id AND r.used_at IS NULL) AS recovery_codes
  FROM second_factors f WHERE f.user_id = $1`;

/** Of the account alone: a second factor is guessed from many addresses at once. */
const keyOf = (userId: Uuid): string => `code ${userId}`;

const placeOf = (userId: Uuid) => ({ table: 'second_factors', organizationId: 'none', rowId: userId });

/** Eighty random bits in groups that can be copied by hand. */
const newRecoveryCode = (): string => (base32(randomBytes(10)).match(/.{4}/g) ?? []).join('-');
