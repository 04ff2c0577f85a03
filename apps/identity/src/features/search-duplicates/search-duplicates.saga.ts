import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DuplicatesSearched } from '#contracts/identity/possible-duplicates';
import type { ActingOrganization } from '#contracts/caller';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { Outbox } from '#platform/outbox/outbox';
import { Sagas, type SagaNext, type SagaRow } from '#platform/sagas/sagas';
import { toldOnlyTheirOwn } from '../../domain/matching/disclosure.js';
import type { Model } from '../../domain/matching/model.js';
import { portrait, type Portrait } from '../../domain/matching/traits.js';
import { judgePair } from '../../domain/matching/verdict.js';
import { MatchModels } from '../../persistence/match-models.js';
import { MatchNetworks } from '../../persistence/match-networks.js';
import { heldBy, unheld, type Held } from '../../persistence/own-contacts.js';
import { keepPairs, type FoundPair } from '../../persistence/possible-duplicates.js';
import { findSimilar, type Similar } from '../../persistence/similar-people.js';

export const searchDuplicates = 'search-duplicates';

interface Asking {
  readonly organizationId: Uuid;
  readonly networkId: Uuid;
  readonly wholeNetwork: boolean; // A federation looks at everybody, others at whom they hold.
}

interface SearchData {
  readonly after: Uuid | null;
}

interface Own {
  readonly personId: Uuid;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly birthDate: string | null;
  readonly gender: 'M' | 'F' | null;
}

const atOnce = 2000;

/**
 * Looks at everybody the organization has, some at a time: keys first, then what the network teaches, then one question for each
 * batch and the rule in memory. A club is told of pairs it holds both of, a federation of all in its network, by shared fields alone.
 */
@Injectable()
export class SearchDuplicatesSaga implements OnModuleInit {
  constructor(
    private readonly sagas: Sagas,
    private readonly database: Database,
    private readonly networks: MatchNetworks,
    private readonly models: MatchModels,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sagas.register(searchDuplicates, (saga) => this.run(saga));
  }

  private async run({ id, step, data, scope }: SagaRow): Promise<SagaNext> {
    const { id: organizationId, kind } = scope.organization as ActingOrganization;
    const asking = { organizationId, networkId: scope.federationId ?? organizationId, wholeNetwork: kind === 'federation' };
    const { networkId } = asking;
    if (step === 'key') {
      await this.networks.enter(networkId);
      return (await this.networks.keepSome(networkId)) ? { step: 'key', data } : { step: 'learn', data };
    }
    if (step === 'learn') {
      await this.database.transaction((em) => this.models.learnIfOld(em, networkId), { as: 'matcher', network: networkId });
      return { step: 'look', data };
    }
    const after = await this.look(id, asking, (data as SearchData).after);
    return after === undefined ? 'done' : { step: 'look', data: { after } };
  }

  /** One batch, in one transaction. Gives whom it ended with, or nothing when everybody was looked at. */
  private look(id: Uuid, { networkId, organizationId, wholeNetwork }: Asking, after: Uuid | null): Promise<Uuid | undefined> {
    const work = async (em: EntityManager): Promise<Uuid | undefined> => {
      const own = await query<Own>(em, wholeNetwork ? everybody : everybodyHeld, [organizationId, after, atOnce]);
      const asked = own.map(portrait);
      const [model, similar] = await this.database.as(em, 'matcher', async (): Promise<[Model, Similar[]]> => [
        await this.models.of(em, networkId),
        await findSimilar(em, networkId, asked),
      ]);
      const found = similar.filter(({ row, personId }) => personId < own[row].personId); // A pair is met from both sides.
      const ids = new Set([...found.map(({ personId }) => personId), ...found.map(({ row }) => own[row].personId)]);
      const held = await heldBy(em, organizationId, [...ids]);
      const pairs = pairsAmong(own, found, held, model, wholeNetwork);
      await keepPairs(em, organizationId, pairs, { version: model.version, at: this.clock.now() });
      await this.count(em, id, organizationId, own.length, pairs.length);
      return own.length === atOnce ? own[own.length - 1].personId : undefined;
    };
    return this.database.transaction(work, { network: networkId });
  }

  private async count(em: EntityManager, id: Uuid, organizationId: Uuid, looked: number, found: number): Promise<void> {
    const finishedAt = looked < atOnce ? this.clock.now() : null;
    const counted = `UPDATE duplicate_searches SET looked = looked + $2, found = found + $3, finished_at = $4 WHERE id = $1 RETURNING looked, found`;
    const [total] = await query<{ looked: number; found: number }>(em, counted, [id, looked, found, finishedAt]);
    if (finishedAt) await this.outbox.add(em, DuplicatesSearched, { searchId: id, organizationId, ...total });
  }
}

function pairsAmong(
  own: readonly Own[],
  found: readonly Similar[],
  held: ReadonlyMap<Uuid, Held>,
  model: Model,
  wholeNetwork: boolean,
): FoundPair[] {
  const expected = { matches: model.duplicates, among: model.people };
  const described = (person: Own | Similar): Portrait => {
    const { contact, accountIds } = held.get(person.personId) ?? unheld;
    return portrait({ ...person, ...contact, households: accountIds });
  };
  return found.flatMap((other) => {
    const one = own[other.row];
    if (!wholeNetwork && !held.has(other.personId)) return [];
    const judged = judgePair(described(one), described(other), model, expected);
    if (judged.verdict === 'different') return [];
    const gender = [one, other].every(({ personId }) => (held.get(personId)?.gender ?? null) !== null);
    const { score, because } = toldOnlyTheirOwn(judged, { gender });
    return [{ personId: one.personId, otherId: other.personId, score, because, certain: judged.certain }];
  });
}

const traits = `p.id AS "personId", p.first_key AS "firstKey", p.last_key AS "lastKey", p.birth_date AS "birthDate", p.gender`;
const everybody = `SELECT ${traits} FROM people p WHERE p.network_id = $1 AND ($2::uuid IS NULL OR p.id > $2) AND p.archived_at IS NULL ORDER BY p.id LIMIT $3`;
const everybodyHeld = `SELECT ${traits} FROM profiles held JOIN people p ON p.id = held.person_id AND p.archived_at IS NULL
  WHERE held.organization_id = $1 AND ($2::uuid IS NULL OR held.person_id > $2) AND held.archived_at IS NULL ORDER BY held.person_id LIMIT $3`;
