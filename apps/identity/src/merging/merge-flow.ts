import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { MergeState } from '#contracts/identity/merges';
import type { ClientToJoin } from '#contracts/memberships/merges';
import type { Fields, FlowClass } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { currentCaller, flowCaller, runAs } from '#platform/messaging/context';
import { Outbox } from '#platform/outbox/outbox';
import type { JoinedAccounts } from '../domain/merge.js';
import { accountsInPlace } from '../persistence/merge-records.js';

/** A step that waits looks again so often, should nobody wake it. */
export const lookAgainMs = 30_000;

/** Whom a merge touches, and how far it is. */
export interface MergeReach {
  readonly mergeId: Uuid;
  readonly organizationId: Uuid; // That merged.
  readonly survivorId: Uuid;
  readonly closedId: Uuid;
  readonly state: MergeState;
  readonly giveBack: Uuid[];
  readonly organizations: Uuid[];
  readonly accounts: JoinedAccounts[];
  readonly clients: ClientToJoin[];
  readonly holdingsMoved: boolean;
  readonly booksJoined: boolean;
  readonly booksSplit: boolean;
  readonly holdingsReturned: boolean;
  readonly clientsInUse: Uuid[];
  readonly saleIds: Uuid[]; // Later sales that went back.
  readonly accountsBack: Uuid[]; // Where the survivor is only in the closed person's place.
}

/** The steps of a merge over services: done for every organization it touches, of which the one that merged need not know. */
@Injectable()
export class MergeFlow {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  reach(mergeId: Uuid): Promise<MergeReach> {
    return this.database.transaction((em) => this.reachIn(em, mergeId), { as: 'merger' });
  }

  /** Sends a step, for all it concerns. */
  send<T extends object>(mergeId: Uuid, type: FlowClass<T>, fieldsOf: (reach: MergeReach) => Fields<T>): Promise<void> {
    return this.everywhere(mergeId, (em, reach) => this.outbox.add(em, type, fieldsOf(reach)));
  }

  /** Does work as the flow of this merge, with the rows of all organizations it touches. */
  async everywhere(mergeId: Uuid, work: (em: EntityManager, reach: MergeReach) => Promise<void>): Promise<void> {
    const { organizations } = await this.reach(mergeId);
    const { federationId } = currentCaller();
    const all = [...new Set([...organizations, ...(federationId === null ? [] : [federationId])])];
    await runAs(flowCaller(`merge:${mergeId}`, all, federationId), () =>
      this.database.transaction(async (em) =>
        work(em, await this.database.as(em, 'merger', () => this.reachIn(em, mergeId, 'FOR UPDATE OF m'))),
      ),
    );
  }

  /** An entry in the log of each other organization: that it happened, and nobody's name. */
  async recordElsewhere(em: EntityManager, reach: MergeReach, action: string): Promise<void> {
    const { organizations, organizationId, closedId, survivorId } = reach;
    for (const other of organizations.filter((id) => id !== organizationId).sort()) {
      await this.audit.record(em, { organizationId: other, action, subject: closedId, facts: { survivorPersonId: survivorId } });
    }
  }

  private async reachIn(em: EntityManager, mergeId: Uuid, lock = ''): Promise<MergeReach> {
    const [found] = await query<Omit<MergeReach, 'accountsBack'>>(em, `${byId} ${lock}`, [mergeId]);
    if (!found) throw new Error(`there is no merge ${mergeId}`);
    return { ...found, accountsBack: await accountsInPlace(em, mergeId) };
  }
}

const byId = `SELECT m.id AS "mergeId", m.organization_id AS "organizationId", m.survivor_id AS "survivorId", m.closed_id AS "closedId", m.state,
    m.give_back AS "giveBack", r.organizations, r.accounts, r.clients, r.holdings_moved_at IS NOT NULL AS "holdingsMoved",
    r.books_joined_at IS NOT NULL AS "booksJoined", r.books_split_at IS NOT NULL AS "booksSplit",
    r.holdings_returned_at IS NOT NULL AS "holdingsReturned", r.clients_in_use AS "clientsInUse",
    r.sale_ids AS "saleIds"
  FROM merges m JOIN merge_reach r ON r.merge_id = m.id WHERE m.id = $1`;
