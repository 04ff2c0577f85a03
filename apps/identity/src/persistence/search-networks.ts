import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { flowCaller, runAs } from '#platform/messaging/context';
import { keepEntries, type Listed } from './search-entries.js';

const atOnce = 500;
const fewQueued = 50; // So many are written while somebody waits; more are an import's, and come in a moment.
const longestWaitMs = 3000;
const busyMs = 10;

/** The networks that search their people. One enters by its first search, which waits a little while small ones are filled. */
@Injectable()
export class SearchNetworks {
  private readonly entered = new Set<Uuid>();

  constructor(private readonly database: Database) {}

  /**
   * Makes sure that whoever is searched for now is found: those who came a moment ago, too. Says whether everybody is; a large network
   * that searches for the first time is not whole for some minutes.
   */
  async ready(networkId: Uuid): Promise<boolean> {
    if (!this.entered.has(networkId)) {
      await this.database.transaction((em) => query(em, 'SELECT enter_search_network()'), { as: 'searcher', network: networkId });
      this.entered.add(networkId);
    }
    const until = Date.now() + longestWaitMs;
    let state = await this.stateOf(networkId);
    while ((!state.filled || (state.queued > 0 && state.queued <= fewQueued)) && Date.now() < until) {
      if (!(await this.keepSome(networkId))) await pause(busyMs); // Nothing left, or somebody else is at it.
      state = await this.stateOf(networkId);
    }
    return state.filled;
  }

  private async stateOf(networkId: Uuid): Promise<{ filled: boolean; queued: number }> {
    const [state] = await this.database.statement<{ filled: boolean; queued: number }>(stateOfNetwork, [networkId, fewQueued + 1], {
      as: 'searcher',
      network: networkId,
    });
    return state;
  }

  /** Writes for a while, a batch in each network that has work. Says whether there is more. */
  async keep(): Promise<boolean> {
    const text = 'SELECT networks_to_search AS id FROM networks_to_search()';
    const networks = await this.database.transaction((em) => query<{ id: Uuid }>(em, text));
    let more = false;
    for (const { id } of networks) more = (await runAs(flowCaller('search', [id], id), () => this.keepSome(id))) || more;
    return more;
  }

  /** One batch of a network, by one process at a time. Says whether there is more. */
  keepSome(networkId: Uuid): Promise<boolean> {
    return this.database.transaction(
      async (em) => {
        const lock = `SELECT pg_try_advisory_xact_lock(hashtextextended('search ' || $1, 0)) AS mine`;
        const [{ mine }] = await query<{ mine: boolean }>(em, lock, [networkId]);
        if (!mine) return false;
        const queued = await query<Listed>(em, takeQueued, [networkId, atOnce]);
        await keepEntries(em, networkId, queued);
        return (await this.fill(em, networkId)) || queued.length >= atOnce;
      },
      { as: 'searcher', network: networkId },
    );
  }

  /** One step through whoever was there before. Says whether there is another. */
  private async fill(em: EntityManager, networkId: Uuid): Promise<boolean> {
    const [at] = await query<Filling>(em, filling, [networkId]);
    if (!at || at.filled) return false;
    if (at.peopleTo !== null) {
      const people = await query<{ personId: Uuid; number: number }>(em, peopleAfter, [networkId, at.peopleTo, atOnce]);
      await keepEntries(
        em,
        networkId,
        people.map(({ personId }) => ({ scopeId: networkId, personId })),
      );
      await execute(em, 'UPDATE search_networks SET people_to = $2 WHERE network_id = $1', [networkId, people.at(-1)?.number ?? null]);
      return true;
    }
    const profiles = await query<Listed>(em, profilesAfter, [networkId, at.profilesOf, at.profilesTo, atOnce]);
    await keepEntries(em, networkId, profiles);
    const last = profiles.at(-1);
    if (last) {
      const text = 'UPDATE search_networks SET profiles_of = $2, profiles_to = $3 WHERE network_id = $1';
      await execute(em, text, [networkId, last.scopeId, last.personId]);
    } else await execute(em, 'UPDATE search_networks SET filled_at = now() WHERE network_id = $1', [networkId]);
    return last !== undefined;
  }
}

interface Filling {
  readonly filled: boolean;
  readonly peopleTo: number | null;
  readonly profilesOf: Uuid | null;
  readonly profilesTo: Uuid | null;
}

const stateOfNetwork = `SELECT filled_at IS NOT NULL AS filled,
    (SELECT count(*)::int FROM (SELECT FROM people_to_search q WHERE q.network_id = $1 LIMIT $2::int) AS waiting) AS queued
  FROM search_networks WHERE network_id = $1`;

const filling = `SELECT filled_at IS NOT NULL AS filled, people_to AS "peopleTo", profiles_of AS "profilesOf", profiles_to AS "profilesTo"
  FROM search_networks WHERE network_id = $1`;

const peopleAfter = `SELECT id AS "personId", number FROM people WHERE network_id = $1 AND number > $2 ORDER BY number LIMIT $3`;

// One organization after the other; the network's own list has been filled from its people.
const profilesAfter = `
  SELECT h.organization_id AS "scopeId", h.person_id AS "personId" FROM organizations o CROSS JOIN LATERAL (
    SELECT p.organization_id, p.person_id FROM profiles p
    WHERE p.organization_id = o.id AND (o.id <> $2::uuid OR $2::uuid IS NULL OR p.person_id > $3::uuid) ORDER BY p.person_id LIMIT $4::int) h
  WHERE coalesce(o.federation_id, o.id) = $1 AND o.id <> $1 AND ($2::uuid IS NULL OR o.id >= $2::uuid)
  ORDER BY o.id, h.person_id LIMIT $4::int`;

// Without an organization: in every list the person is in, and the network's.
const takeQueued = `
  WITH taken AS (
    DELETE FROM people_to_search WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM people_to_search WHERE network_id = $1 ORDER BY queued_at LIMIT $2 FOR UPDATE SKIP LOCKED))
    RETURNING person_id, organization_id)
  SELECT coalesce(organization_id, $1) AS "scopeId", person_id AS "personId" FROM taken
  UNION SELECT e.scope_id, taken.person_id FROM taken JOIN people p ON p.id = taken.person_id JOIN search_entries e ON e.number = p.number
  WHERE taken.organization_id IS NULL`;
