import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { stateDirectory } from '#local/state-directory';
import { eventually } from '#testing/eventually';
import { Api, type Paged } from '../../scripts/api.js';
import { judgeInvariants } from '../../scripts/stack/judge-invariants.js';
import type { DatabaseName } from '../../scripts/stack/secrets.js';
import { startStack, type Stack } from '../../scripts/stack/stack.js';
import { imported, someClub, someFederation, someOffer, type SomeOrganization } from '../product.js';
import { patiently } from './faulty-import.js';

/*
 * A merge, and its undoing, whose process dies at a named place and is started again: by itself it comes to its end, and nothing is lost or
 * done twice (ID-24).
 */

/** Where a merge can be stopped, in the order it comes there. */
export const pointsOfAMerge = [
  'identity.merge.closed', // One is closed into the other; nobody was answered.
  'identity.merge.holdings-asked', // Memberships were asked; the saga does not know it.
  'identity.merge.books-asked',
  'identity.merge.merged', // All of it is done and told.
] as const;
export const pointsOfAnUnmerge = [
  'identity.unmerge.begun',
  'identity.unmerge.holdings-asked',
  'identity.unmerge.books-asked',
  'identity.unmerge.done', // Both are there again.
] as const;
export type MergePoint = (typeof pointsOfAMerge)[number] | (typeof pointsOfAnUnmerge)[number];

interface Person {
  id: string;
  firstName: string;
  lastName: string;
  accountIds: string[];
}
interface Merge {
  id: string;
  state: string;
}

/** What stands of two people: memberships held, and owed on their accounts. */
export interface Standing {
  memberships: number[];
  owed: number[];
}

const patient = { withinMs: 120_000 };

/** A stack of processes, of which one dies wherever a test says, with pairs of people to merge. */
export class MergeGround {
  private pairs = 0;

  private constructor(
    private readonly stack: Stack,
    private readonly file: string,
    private readonly club: SomeOrganization,
  ) {}

  static async make(name: string, pairs: number): Promise<MergeGround> {
    const dataDir = stateDirectory(name);
    const file = join(dataDir, 'crash-point');
    const stack = await startStack({ dataDir, fresh: true, env: { CRASH_POINT_FILE: file } });
    const reachable = { http: stack.url, operator: Api.withKey(stack.url, stack.operatorApiKey) };
    const federation = await someFederation(reachable);
    const club = await someClub(reachable, federation, await someOffer(federation));
    const rows = Array.from({ length: pairs }, (_, i) =>
      ['Marie', 'Mary'].map((first, n) => ({
        'First name': first,
        'Last name': `Roy${letters(i)}`,
        Email: `${first}.${i}@mail.example`.toLowerCase(),
        'Birth date': n === 0 ? '04/09/1988' : '04/19/1988',
      })),
    );
    await imported(club, rows.flat());
    return new MergeGround(stack, file, club);
  }

  /** Two people nobody merged yet: the survivor, and whom to close. */
  async pair(): Promise<[Person, Person]> {
    const lastName = `Roy${letters(this.pairs++)}`;
    const { data } = await this.club.api.get<Paged<Person>>('/v1/people?limit=200');
    const of = (first: string) => data.find((person) => person.firstName === first && person.lastName === lastName)!;
    return [of('Marie'), of('Mary')];
  }

  async standing(pair: readonly Person[]): Promise<Standing> {
    const books =
      await this.club.api.get<Paged<{ accountId: string | null; balance: { amountMinor: number } }>>('/v1/billing-accounts?limit=200');
    const held = pair.map(async ({ id }) => (await this.club.api.get<Paged<object>>(`/v1/memberships?personId=${id}`)).data.length);
    const owed = pair.map(({ accountIds: [accountId] }) =>
      books.data.filter((each) => each.accountId === accountId).reduce((sum, { balance }) => sum + balance.amountMinor, 0),
    );
    return { memberships: await Promise.all(held), owed };
  }

  /** Merges; a process dies at the point, when one is named. By itself it comes to its end, and the same key tells of the same merge. */
  async merge([survivor, closed]: readonly Person[], point?: MergePoint): Promise<string> {
    const people = { survivorPersonId: survivor.id, closedPersonId: closed.id };
    const { previewHash } = await patiently(() => this.club.api.post<{ previewHash: string }>('/v1/merge-previews', people));
    const ask = () => this.club.api.post<Merge>('/v1/merges', { ...people, previewHash }, `merge-${closed.id}`);
    await this.dying(point, ask);
    const { id } = await patiently(ask);
    await this.reached(id, 'merged');
    return id;
  }

  async undo(id: string, point?: MergePoint): Promise<void> {
    const { previewHash } = await patiently(() => this.club.api.post<{ previewHash: string }>(`/v1/merges/${id}/undo-preview`, {}));
    const ask = () => this.club.api.post<Merge>(`/v1/merges/${id}/undo`, { previewHash }, `undo-${id}`);
    await this.dying(point, ask);
    await patiently(ask);
    await this.reached(id, 'undone');
  }

  async brokenInvariants(): Promise<string[]> {
    const verdicts = await judgeInvariants((name) => this.stack.databaseUrl(name));
    return verdicts.filter(({ count }) => count > 0).map(({ number, title, broken }) => `${number} ${title}: ${broken.join('; ')}`);
  }

  stop(): Promise<void> {
    return this.stack.stop();
  }

  /** Whoever asked hears nothing when the process dies before it answers. The dead let go of the saga, as when its lease runs out. */
  private async dying(point: MergePoint | undefined, ask: () => Promise<object>): Promise<void> {
    if (point === undefined) return;
    writeFileSync(this.file, point);
    ask().catch(() => undefined);
    await eventually(() => !existsSync(this.file), patient);
    await patiently(() => this.stack.ready());
    await this.query('identity', 'UPDATE sagas SET leased_until = now() WHERE done_at IS NULL');
  }

  private async reached(id: string, state: string): Promise<void> {
    await eventually(async () => (await patiently(() => this.club.api.get<Merge>(`/v1/merges/${id}`))).state === state, patient);
  }

  private async query(name: DatabaseName, text: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.stack.databaseUrl(name) });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  }
}

/** A name has no digits. */
const letters = (index: number): string => String(index).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]);

/** The whole story of one stopped merge, or of one whose undoing is stopped. */
export async function isMergedAndParted(ground: MergeGround, point: MergePoint): Promise<void> {
  const pair = await ground.pair();
  const before = await ground.standing(pair);
  const stopsUndo = (pointsOfAnUnmerge as readonly string[]).includes(point);
  const id = await ground.merge(pair, stopsUndo ? undefined : point);
  const [survivor] = pair;
  const total = { memberships: [before.memberships[0] + before.memberships[1]], owed: [before.owed[0] + before.owed[1]] };
  expect([point, await ground.standing([survivor])]).toEqual([point, total]);
  expect(await ground.brokenInvariants()).toEqual([]);
  await ground.undo(id, stopsUndo ? point : undefined);
  expect([point, await ground.standing(pair)]).toEqual([point, before]);
  expect(await ground.brokenInvariants()).toEqual([]);
}
