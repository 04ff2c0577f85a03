import { Injectable } from '@nestjs/common';
import type { AuditRecord, AuditVerification, ListAuditLog } from '#contracts/identity/audit-log.query';
import type { Fields, Page } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { auditEntries, verifyAuditLog } from '#platform/audit/audit-reading';
import { Database } from '#platform/database/database';
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
    const records = entries.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }));
    return pageOf(records, limit, ({ number }) => [number]);
  }

  /** Whether an entry was changed, removed or slipped in since it was written. */
  async verify(chain: Uuid): Promise<AuditVerification> {
    const { entries, head, broken } = await this.database.transaction((em) => verifyAuditLog(em, chain), { organizations: [chain] });
    return { whole: broken.length === 0, entries, head, broken: [...broken] };
  }
}
