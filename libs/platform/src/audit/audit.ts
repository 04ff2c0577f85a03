import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { execute, query } from '#platform/database/sql';
import { currentCaller } from '#platform/messaging/context';

export interface AuditEntry {
  /** Whose log it enters. */
  organizationId: Uuid;
  /** What was done: `billing.invoices-issued`. */
  action: string;
  /** To what: an id or a public number. */
  subject: string;
  /** Ids, amounts and counts; never personal data. */
  facts: object;
}

/**
 * The append-only record of who changed money, identity and rights. Each organization's entries form a hash chain, so that
 * one changed or removed afterwards shows. Record last in a transaction: the head of the chain stays locked until commit.
 */
@Injectable()
export class Audit {
  constructor(private readonly clock: Clock) {}

  async record(em: EntityManager, { organizationId, action, subject, facts }: AuditEntry): Promise<void> {
    const { kind, id, name: called } = currentCaller();
    const name = kind === 'user' ? '' : called; // An entry is for good and names nobody: whoever reads it is told the name.
    const at = this.clock.now().toISOString();
    const by = `${kind}:${id}`;
    const text = JSON.stringify(facts);
    const head = await lockedHead(em, organizationId);
    const seq = head.seq + 1;
    const hash = chained(head.hash, [organizationId, seq, at, by, name, action, subject, text]);
    await execute(em, append, [organizationId, seq, at, by, name, action, subject, text, hash]);
  }
}

/** The hash of an entry: of the one before it and of everything it says. The query in audit-chain.ts computes the same. */
function chained(previous: string, fields: (string | number)[]): string {
  return createHash('sha256')
    .update([previous, ...fields].join('\u001f'))
    .digest('hex');
}

async function lockedHead(em: EntityManager, organizationId: Uuid): Promise<{ seq: number; hash: string }> {
  const text = `INSERT INTO audit_heads AS head (organization_id, seq, hash) VALUES ($1, 0, '')
    ON CONFLICT (organization_id) DO UPDATE SET seq = head.seq RETURNING seq, hash`;
  const [head] = await query<{ seq: number; hash: string }>(em, text, [organizationId]);
  return head;
}

const append = `WITH entry AS (
    INSERT INTO audit_log (organization_id, seq, at, caller, caller_name, action, subject, facts, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ) UPDATE audit_heads SET seq = $2, hash = $9 WHERE organization_id = $1`;
