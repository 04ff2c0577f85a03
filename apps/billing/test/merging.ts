import {
  BooksJoined,
  BooksSplit,
  DescribeBooksToMerge,
  DescribeBooksToSplit,
  JoinBooks,
  SplitBooks,
  type BooksToJoin,
} from '#contracts/billing/merges';
import { message } from '#contracts/message';
import type { ClientToJoin, LaterActivity } from '#contracts/memberships/merges';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { flowCaller } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import type { World } from '#testing/start-world';
import type { Network } from './resale.js';

/** A merge, as identity's saga asks billing for it. */
export interface Merge {
  readonly mergeId: Uuid;
  readonly clients: readonly ClientToJoin[];
}

/** The closed account's client at a club goes to the survivor's. */
export const clientsOf = ({ club }: Network, closed: Uuid, survivor: Uuid): ClientToJoin[] => [
  {
    organizationId: club.id,
    fromClientId: derivedId('client', club.id, closed),
    fromAccountId: closed,
    toClientId: derivedId('client', club.id, survivor),
    toAccountId: survivor,
  },
];

const saga = (mergeId: Uuid, { club }: Network) => flowCaller(`merge:${mergeId}`, [club.id], null);

/** Every message comes twice, as it may. */
export async function join(world: World, network: Network, closed: Uuid, survivor: Uuid): Promise<Merge> {
  const merge = { mergeId: newId(), clients: clientsOf(network, closed, survivor) };
  const people = { closedPersonId: derivedId('owner', closed), survivorPersonId: derivedId('owner', survivor) };
  for (let time = 0; time < 2; time++)
    await world.send(JoinBooks, { mergeId: merge.mergeId, ...people, clients: [...merge.clients] }, saga(merge.mergeId, network));
  await answered(world, BooksJoined.subject, merge.mergeId);
  return merge;
}

export async function split(world: World, network: Network, { mergeId }: Merge, giveBack: readonly Uuid[] = []): Promise<Uuid[]> {
  for (let time = 0; time < 2; time++) await world.send(SplitBooks, { mergeId, giveBack: [...giveBack] }, saga(mergeId, network));
  const [first, second] = await answered(world, BooksSplit.subject, mergeId);
  expect(second).toEqual(first);
  return first.clientsInUse ?? [];
}

/** Both answers are there: the second one changed nothing. */
function answered(world: World, subject: string, mergeId: Uuid): Promise<{ clientsInUse?: Uuid[] }[]> {
  return eventually(async () => {
    const text = `SELECT payload::json AS payload FROM outbox WHERE subject = $1 AND payload::json ->> 'mergeId' = $2 ORDER BY id`;
    const rows = await world.database('billing').query<{ payload: { clientsInUse?: Uuid[] } }>(text, [subject, mergeId]);
    expect(rows).toHaveLength(2);
    return rows.map(({ payload }) => payload);
  });
}

export const describeJoining = async (world: World, network: Network, closed: Uuid, survivor: Uuid): Promise<BooksToJoin[]> =>
  (await world.ask(message(DescribeBooksToMerge, { clients: clientsOf(network, closed, survivor) }), network.ana)).books;

export const describeSplitting = (
  world: World,
  network: Network,
  { mergeId }: Merge,
  giveBack: readonly Uuid[] = [],
): Promise<{ books: BooksToJoin[]; later: LaterActivity[] }> =>
  world.ask(message(DescribeBooksToSplit, { mergeId, giveBack: [...giveBack] }), network.ana);
