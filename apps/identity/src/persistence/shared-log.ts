import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { currentCaller, flowCaller, runAs, serviceCaller } from '#platform/messaging/context';

export interface SharedChange {
  /** The organization that made the change; null when a client did. */
  readonly by: Uuid | null;
  /** All whom it reaches. */
  readonly organizations: readonly Uuid[];
  readonly action: string;
  readonly subject: Uuid;
  /** What its maker's log says of it, and what everybody else's does. */
  readonly facts: object;
  readonly toOthers: object;
}

/**
 * Changes of what is shared, in the log of every organization they reach (ID-3). Who made one, and whom else it reaches, is in no log
 * but its maker's own.
 */
@Injectable()
export class SharedLog {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** Last in a transaction; `announce` runs for each organization as a flow of its own. */
  async record(em: EntityManager, change: SharedChange, announce: (organizationId: Uuid) => Promise<void>): Promise<void> {
    const { by, action, subject, facts, toOthers } = change;
    const maker = currentCaller();
    const reached = [...new Set([...change.organizations, ...(by ? [by] : [])])].sort(); // In order: two at once do not wait for each other.
    for (const organizationId of reached) {
      await this.database.forOrganizations(em, [organizationId], async () => {
        const own = organizationId === by;
        await runAs(flowCaller(`shared:${subject}`, [organizationId], maker.federationId), () => announce(organizationId));
        const entry = { organizationId, action, subject, facts: own ? facts : toOthers };
        await runAs(own ? maker : serviceCaller('identity'), () => this.audit.record(em, entry));
      });
    }
  }
}
