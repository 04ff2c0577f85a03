import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { estimate, frequenciesOf, yearsOf, type Counted } from '../domain/matching/estimate.js';
import { builtInModel, type Model } from '../domain/matching/model.js';
import { portrait, type Portrait } from '../domain/matching/traits.js';
import { findSimilar } from './similar-people.js';

const sampled = 100_000; // People whose likenesses are learnt from; more teach little more.
const atOnce = 5000;

/** What each network believes of its records: the newest version, read once and kept until there is a newer one. */
@Injectable()
export class MatchModels {
  private readonly known = new Map<Uuid, Model>();

  /** The newest model of the caller's network, or what is built in. As the matcher. */
  async of(em: EntityManager, networkId: Uuid): Promise<Model> {
    return this.newest(networkId, (values) => query<{ model: Model }>(em, newerModel, values));
  }

  /** The same, as a statement of its own. */
  ofOne(database: Database, networkId: Uuid): Promise<Model> {
    return this.newest(networkId, (values) => database.statement(newerModel, values, { as: 'matcher', network: networkId, byIndex: true }));
  }

  private async newest(networkId: Uuid, ask: (values: unknown[]) => Promise<{ model: Model }[]>): Promise<Model> {
    const known = this.known.get(networkId);
    const [newer] = await ask([networkId, known?.version ?? 0]);
    const model = newer?.model ?? known ?? builtInModel;
    this.known.set(networkId, model);
    return model;
  }

  /** Learns anew from the network's own people, whose keys are written. Keeps the model under the next version. As the matcher. */
  async learn(em: EntityManager, networkId: Uuid): Promise<Model> {
    const before = await this.of(em, networkId);
    const [{ people }] = await query<{ people: number }>(
      em,
      'SELECT count(*)::int AS people FROM people WHERE network_id = $1 AND archived_at IS NULL',
      [networkId],
    );
    const firstNames = await counted(em, networkId, 'first_key');
    const lastNames = await counted(em, networkId, 'last_key');
    const years = await counted(em, networkId, `to_char(birth_date, 'YYYY')`);
    const counts = {
      people,
      firstNames: frequenciesOf(firstNames, people),
      lastNames: frequenciesOf(lastNames, people),
      years: yearsOf(years, people),
    };
    const pairs = await this.pairs(em, networkId, people);
    const model = estimate(pairs.pairs, { ...counts, people: pairs.people }, before.version + 1);
    const kept: Model = { ...model, people };
    await query(em, 'INSERT INTO match_models (network_id, version, model) VALUES ($1, $2, $3)', [
      networkId,
      kept.version,
      JSON.stringify(kept),
    ]);
    this.known.set(networkId, kept);
    return kept;
  }

  /** The same, where nothing was learnt for a month. */
  async learnIfOld(em: EntityManager, networkId: Uuid): Promise<void> {
    const fresh = `SELECT FROM match_models WHERE network_id = $1 AND made_at > now() - interval '30 days' LIMIT 1`;
    if ((await query(em, fresh, [networkId])).length === 0) await this.learn(em, networkId);
  }

  /** Pairs that share a key among a sample of the network: whole, or the first so many. */
  private async pairs(em: EntityManager, networkId: Uuid, people: number): Promise<{ people: number; pairs: [Portrait, Portrait][] }> {
    const pairs: [Portrait, Portrait][] = [];
    let after = 0;
    let read = 0;
    while (read < Math.min(people, sampled)) {
      const some = await peopleAfter(em, networkId, after, atOnce);
      if (some.length === 0) break;
      const asked = some.map(portrait);
      const found = await findSimilar(em, networkId, asked);
      for (const other of found) if (other.number < some[other.row].number) pairs.push([portrait(other), asked[other.row]]);
      after = some[some.length - 1].number;
      read += some.length;
    }
    return { people: read, pairs };
  }
}

const newerModel = 'SELECT model FROM match_models WHERE network_id = $1 AND version > $2 ORDER BY version DESC LIMIT 1';

export interface NetworkPerson {
  readonly personId: Uuid;
  readonly number: number;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly birthDate: string | null;
  readonly gender: 'M' | 'F' | null;
}

/** The network's people in the order they came, as the matcher sees them. */
export const peopleAfter = (em: EntityManager, networkId: Uuid, after: number, limit: number): Promise<NetworkPerson[]> =>
  query<NetworkPerson>(
    em,
    `SELECT id AS "personId", number, first_key AS "firstKey", last_key AS "lastKey", birth_date AS "birthDate", gender
     FROM people WHERE network_id = $1 AND number > $2 AND archived_at IS NULL ORDER BY number LIMIT $3`,
    [networkId, after, limit],
  );

const counted = (em: EntityManager, networkId: Uuid, of: string): Promise<Counted[]> =>
  query<Counted>(
    em,
    `SELECT ${of} AS key, count(*)::int AS count FROM people WHERE network_id = $1 AND archived_at IS NULL AND ${of} IS NOT NULL AND ${of} <> ''
     GROUP BY 1 ORDER BY 2 DESC LIMIT 25000`,
    [networkId],
  );
