import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '../database/sql.js';
import { entriesWithExpectedHash } from './audit-chain.js';

/** An entry as it stands in the log. */
export interface AuditLogEntry {
  readonly number: number;
  readonly at: Date;
  readonly caller: string;
  readonly callerName: string;
  readonly action: string;
  readonly subject: string;
  readonly facts: object;
  readonly hash: string;
}

/** Entries of one organization's log, the newest first, older than `before` when given. */
export function auditEntries(
  em: EntityManager,
  organizationId: Uuid,
  { before, limit, action, subject }: { before?: number; limit: number; action?: string; subject?: string },
): Promise<AuditLogEntry[]> {
  const text = `SELECT seq AS number, at, caller, caller_name AS "callerName", action, subject, facts, hash FROM audit_log
    WHERE organization_id = $1 AND ($2::bigint IS NULL OR seq < $2) AND ($3::text IS NULL OR action = $3) AND ($4::text IS NULL OR subject = $4)
    ORDER BY seq DESC LIMIT $5`;
  return query<AuditLogEntry>(em, text, [organizationId, before ?? null, action ?? null, subject ?? null, limit]);
}

export interface VerifiedLog {
  readonly entries: number;
  readonly head: string | null;
  /** The first that do not fit: changed, missing before them, or not what the head of the chain says. */
  readonly broken: readonly number[];
}

/** Computes every hash of one organization's log anew. */
export async function verifyAuditLog(em: EntityManager, organizationId: Uuid): Promise<VerifiedLog> {
  const [verified] = await query<VerifiedLog>(em, verification, [organizationId]);
  return verified;
}

const verification = `
  WITH entries AS MATERIALIZED (${entriesWithExpectedHash('WHERE organization_id = $1')}),
    head AS (SELECT seq, hash FROM audit_heads WHERE organization_id = $1),
    broken AS (
      SELECT seq FROM entries WHERE hash <> expected OR seq <> place
      UNION SELECT head.seq FROM head WHERE head.seq > 0 AND NOT EXISTS (SELECT FROM entries e WHERE e.seq = head.seq AND e.hash = head.hash)
      ORDER BY seq LIMIT 100)
  SELECT (SELECT count(*)::int FROM entries) AS entries, (SELECT hash FROM head WHERE seq > 0) AS head,
    ARRAY(SELECT seq FROM broken ORDER BY seq) AS broken`;
