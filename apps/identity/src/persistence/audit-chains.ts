import { Injectable } from '@nestjs/common';
import type { AuditRecord, AuditVerification, ListAuditLog } from '#contracts/identity/audit-log.query';
import type { Fields, Page } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { auditEntries, verifyAuditLog, type AuditLogEntry } from '#platform/audit/audit-reading';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';

/** The chains of the log: of an organization, or of a sign-in. Who may read which is asked before. */
@Injectable()
export class AuditChains {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(chain: Uuid, { limit, after, action, about }: Fields<ListAuditLog>): Promise<Page<AuditRecord>> {
    const [before] = decodeCursor(after, 1) ?? [];
    if (before !== undefined && !(typeof before === 'number' && Number.isSafeInteger(before))) throw new BadCursor();
    const wanted = { before, limit: limit + 1, action, subject: about };
    const entries = await this.database.transaction((em) => auditEntries(em, chain, wanted), { organizations: [chain] });
    const names = await this.namesOf(chain, entries);
    const records = entries.map(({ at, ...entry }) => ({
      ...entry,
      callerName: entry.callerName || (names.get(entry.caller) ?? ''),
      at: at.toISOString(),
    }));
    return pageOf(records, limit, ({ number }) => [number]);
  }

  /** Entries name people by id. Who has a role here is called as the organization calls them; who was erased, not at all. */
  private async namesOf(chain: Uuid, entries: readonly AuditLogEntry[]): Promise<Map<string, string>> {
    const callers = new Set(entries.filter(({ callerName }) => callerName === '').map(({ caller }) => caller));
    const ids = [...callers].filter((caller) => caller.startsWith('user:')).map((caller) => caller.slice('user:'.length));
    if (ids.length === 0) return new Map();
    const text = `SELECT u.id, coalesce(g.name, u.name) AS name FROM users u LEFT JOIN grants g ON g.user_id = u.id AND g.organization_id = $2
      WHERE u.id::text = ANY ($1::text[])`;
    const rows = await this.database.transaction((em) => query<{ id: Uuid; name: string }>(em, text, [ids, chain]), { as: 'gatekeeper' });
    return new Map(rows.map(({ id, name }) => [`user:${id}`, name]));
  }

  /** Whether an entry was changed, removed or slipped in since it was written. */
  async verify(chain: Uuid): Promise<AuditVerification> {
    const { entries, head, broken } = await this.database.transaction((em) => verifyAuditLog(em, chain), { organizations: [chain] });
    return { whole: broken.length === 0, entries, head, broken: [...broken] };
  }
}
