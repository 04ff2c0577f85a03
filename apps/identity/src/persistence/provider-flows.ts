import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { execute, query } from '#platform/database/sql';
import { SealedFields } from '#platform/encryption/sealed-fields';
import { IdentityConfig } from '../identity.config.js';
import { newSecret, secretHash } from './secret.js';

const minutes = 10;

/** What a visit keeps to itself until the browser is back: nobody else can end it. */
export interface VisitSecrets {
  readonly verifier: string; // PKCE (RFC 7636).
  readonly state: string;
  readonly nonce: string;
}

/** What somebody comes back with: to sign in, or, as `userId`, to link. */
export interface FlowToSpend {
  readonly flow: string;
  readonly provider: string;
  readonly userId: Uuid | null;
}

/** Visits to providers that are under way. Whoever holds the secret of one ends it, once. As the gatekeeper. */
@Injectable()
export class ProviderFlows {
  private readonly fields: SealedFields;

  constructor(
    private readonly clock: Clock,
    @Inject(IdentityConfig) { DATA_KEYS }: IdentityConfig,
  ) {
    this.fields = new SealedFields(DATA_KEYS);
  }

  async begin(em: EntityManager, provider: string, secrets: VisitSecrets, userId: Uuid | null): Promise<{ flow: string; expiresAt: Date }> {
    const [flow, now] = [newSecret('tpf'), this.clock.now()];
    const [hash, expiresAt] = [secretHash(flow), new Date(now.getTime() + minutes * 60_000)];
    const { keyId, bytes } = this.fields.seal(JSON.stringify(secrets), placeOf(hash));
    await execute(em, forgetOld, [now]);
    await execute(em, insert, [hash, provider, userId, keyId, Buffer.from(bytes), expiresAt]);
    return { flow, expiresAt };
  }

  /**
   * The secrets of a visit that comes back for the first time: it is spent by that. Who it turned out to be, when it comes again for the
   * second factor. Otherwise nothing.
   */
  async spend(
    em: EntityManager,
    { flow, provider, userId }: FlowToSpend,
  ): Promise<{ secrets: VisitSecrets } | { proven: Uuid } | undefined> {
    const [hash, now] = [secretHash(flow), this.clock.now()];
    const [row] = await query<FlowRow>(em, locked, [hash, provider, userId, now]);
    if (!row) return undefined;
    if (row.proven) return { proven: row.proven };
    if (row.spentAt) return undefined;
    await execute(em, `UPDATE provider_flows SET spent_at = $2 WHERE flow_hash = $1`, [hash, now]);
    const text = this.fields.open({ keyId: row.keyId, bytes: row.sealed }, placeOf(hash));
    return { secrets: JSON.parse(text) as VisitSecrets };
  }

  async prove(em: EntityManager, flow: string, userId: Uuid): Promise<void> {
    await execute(em, `UPDATE provider_flows SET proven_user_id = $2 WHERE flow_hash = $1`, [secretHash(flow), userId]);
  }

  /** Whether it was still there to end. */
  async end(em: EntityManager, flow: string): Promise<boolean> {
    return (await execute(em, `DELETE FROM provider_flows WHERE flow_hash = $1`, [secretHash(flow)])) > 0;
  }
}

interface FlowRow {
  keyId: string;
  sealed: Buffer;
  spentAt: Date | null;
  proven: Uuid | null;
}

const placeOf = (rowId: string) => ({ table: 'provider_flows', organizationId: 'none', rowId });

const insert = `INSERT INTO provider_flows (flow_hash, provider, linking_user_id, key_id, sealed, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`;

const locked = `SELECT key_id AS "keyId", sealed, spent_at AS "spentAt", proven_user_id AS proven FROM provider_flows
  WHERE flow_hash = $1 AND provider = $2 AND linking_user_id IS NOT DISTINCT FROM $3 AND expires_at > $4 FOR UPDATE`;

const forgetOld = `DELETE FROM provider_flows WHERE flow_hash IN (
  SELECT flow_hash FROM provider_flows WHERE expires_at <= $1 ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)`;
