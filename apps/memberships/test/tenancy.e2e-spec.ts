import { newId, type Uuid } from '#kernel/ids';
import type { Caller } from '#contracts/caller';
import { execute, query } from '#platform/database/sql';
import { runAs } from '#platform/messaging/context';
import { someCaller, someClub, someFederation } from '#testing/callers';
import { startDatabase, type StartedDatabase } from '#testing/start-database';
import { memberships } from '../src/memberships.service.js';

/*
 * The database as the service signs in to it, with no handler in between: what a forgotten filter would still not show.
 */

let started: StartedDatabase;
const federation = someFederation();
const [ours, theirs] = [someClub(federation), someClub(federation)];
const stranger = someFederation();
const director = someCaller({ role: 'federation-administrator', organization: federation });
const ana = someCaller({ organization: ours });
const ben = someCaller({ organization: theirs });
const strangers = [
  someCaller({ role: 'federation-administrator', organization: stranger }),
  someCaller({ organization: someClub(stranger) }),
];
const [offerId, listingId, personId, membershipId, importId] = [newId(), newId(), newId(), newId(), newId()];
const [affiliationId, orderId] = [newId(), newId()];

beforeAll(async () => {
  started = await startDatabase(memberships);
  const { all } = started;
  await all.query(
    `INSERT INTO offers (id, federation_id, names, original_minor, currency, term, eligibility, price_editable, ledger_code)
     VALUES ($1, $2, '{"en": "A"}', 1, 'CAD', '{"kind": "ongoing"}', '{}', true, 'M')`,
    [offerId, federation.id],
  );
  await all.query(
    `INSERT INTO listings (id, seller_id, federation_id, offer_id, name, active, visibility) VALUES ($1, $2, $3, $4, 'A', true, 'immediate')`,
    [listingId, ours.id, federation.id, offerId],
  );
  await all.query(`INSERT INTO slots VALUES ($1, $2, $3, $4, $5, '2026-09-01', '2027-06-30', $6)`, [
    membershipId,
    federation.id,
    ours.id,
    personId,
    offerId,
    importId,
  ]);
  await all.query(`INSERT INTO catalogue_drafts VALUES ($1, $2, 'open', '[]', now())`, [newId(), federation.id]);
  await all.query(`INSERT INTO operations (id, kind, seller_id, ordered) VALUES ($1, 'sale', $2, '{}')`, [newId(), ours.id]);
  await all.query(`INSERT INTO activities (id, organization_id, person_id, kind, at) VALUES ($1, $2, $3, 'check-in', now())`, [
    newId(),
    ours.id,
    personId,
  ]);
  await all.query(`INSERT INTO entry_blocks VALUES ($1, $2, NULL, now())`, [ours.id, personId]);
  await all.query(`INSERT INTO quota_usage VALUES ($1, $2, 1)`, [offerId, ours.id]);
  await all.query(`INSERT INTO frozen_terms VALUES ($1, $2, $3, '{}')`, [importId, offerId, ours.id]);
  await all.query(
    `INSERT INTO memberships (id, seller_id, federation_id, offer_id, listing_id, person_id, account_id, client_id, purchased_on,
       effective_on, expires_on, sale_id, selling_minor, original_minor, currency)
     VALUES ($1, $2, $3, $4, $5, $6, $1, $1, '2026-09-01', '2026-09-01', '2027-06-30', $1, 2, 1, 'CAD')`,
    [membershipId, ours.id, federation.id, offerId, listingId, personId],
  );
  await all.query(
    `INSERT INTO home_moves (membership_id, version, person_id, offer_id, seller_id, federation_id, from_id, to_id, moved_on)
     VALUES ($1, 1, $2, $3, $4, $5, $4, $6, '2026-10-01')`,
    [membershipId, personId, offerId, ours.id, federation.id, theirs.id],
  );
  await all.query(
    `INSERT INTO affiliations (id, organization_id, federation_id, offer_id, purchased_on, effective_on, expires_on, price_minor, currency, invoice)
     VALUES ($1, $2, $3, $4, '2026-09-01', '2026-09-01', '2027-08-31', 30000, 'CAD', '{}')`,
    [affiliationId, ours.id, federation.id, offerId],
  );
  await all.query(`INSERT INTO batch_orders (id, seller_id, kind, state, rows, ordered_by) VALUES ($1, $2, 'sale', 'ready', 1, 'Ana')`, [
    orderId,
    ours.id,
  ]);
  await all.query(`INSERT INTO batch_order_pieces (order_id, piece, seller_id, asked) VALUES ($1, 0, $2, '[]')`, [orderId, ours.id]);
  await all.query(`INSERT INTO batch_order_parts (order_id, part, seller_id, plan) VALUES ($1, 0, $2, '{}')`, [orderId, ours.id]);
});
afterAll(() => started?.stop());

const as = <T>(caller: Caller, text: string, values: unknown[] = []): Promise<T[]> =>
  runAs(caller, () => started.database.transaction((em) => query<T>(em, text, values)));
const doAs = (caller: Caller, text: string, values: unknown[] = []): Promise<number> =>
  runAs(caller, () => started.database.transaction((em) => execute(em, text, values)));

const readers: [string, Caller[], Caller[]][] = [
  ['offers', [director, ana, ben], strangers],
  ['listings', [ana], [director, ben, ...strangers]],
  ['slots', [ana], [director, ben, ...strangers]],
  ['quota_usage', [ana], [director, ben, ...strangers]],
  ['frozen_terms', [ana], [director, ben, ...strangers]],
  ['catalogue_drafts', [director], [ana, ben, ...strangers]],
  ['operations', [ana], [director, ben, ...strangers]],
  ['activities', [ana], [director, ben, ...strangers]],
  ['entry_blocks', [ana], [director, ben, ...strangers]],
  ['memberships', [ana, director], [ben, ...strangers]],
  ['home_moves', [ana, ben, director], strangers],
  ['affiliations', [ana, director], [ben, ...strangers]],
  ['batch_orders', [ana], [director, ben, ...strangers]],
  ['batch_order_pieces', [ana], [director, ben, ...strangers]],
  ['batch_order_parts', [ana], [director, ben, ...strangers]],
];

describe.each(readers)('%s', (table, shownTo, hiddenFrom) => {
  it('shows a row to those it is for, and nobody else', async () => {
    for (const caller of shownTo) expect(await as(caller, `SELECT FROM ${table}`)).toHaveLength(1);
    for (const caller of hiddenFrom) expect(await as(caller, `SELECT FROM ${table}`)).toHaveLength(0);
  });

  it('shows nothing to a transaction that nobody asked for', async () =>
    expect(await started.database.transaction((em) => query(em, `SELECT FROM ${table}`))).toHaveLength(0));
});

it('MEM-14: the network’s holdings are told by person, within the network', async () => {
  const held = (caller: Caller, people: Uuid[]) => as(caller, 'SELECT seller_id FROM holdings_of($1::uuid[])', [people]);
  expect(await held(ben, [personId])).toEqual([{ seller_id: ours.id }]);
  expect(await held(ben, [newId()])).toEqual([]);
  for (const caller of strangers) expect(await held(caller, [personId])).toEqual([]);
});

it('MEM-15: a pass is good in the whole network, and nobody outside it learns of it', async () => {
  const passes = (caller: Caller) => as(caller, `SELECT membership_id FROM passes_of($1, '2026-11-22')`, [personId]);
  for (const caller of [ana, ben, director]) expect(await passes(caller)).toEqual([{ membership_id: membershipId }]);
  for (const caller of strangers) expect(await passes(caller)).toEqual([]);
});

it('MEM-15: the new home reads what came to it, and nobody else does', async () => {
  const received = (caller: Caller) => as(caller, 'SELECT id, seller_id FROM received_memberships()');
  expect(await received(ben)).toEqual([{ id: membershipId, seller_id: ours.id }]);
  for (const caller of [ana, director, ...strangers]) expect(await received(caller)).toEqual([]);
});

it('MEM-15: a home is moved by whoever it leaves, and by its federation', async () => {
  const moved = `INSERT INTO home_moves (membership_id, version, offer_id, seller_id, federation_id, from_id, to_id, moved_on)
    VALUES ($1, $2, $3, $4, $5, $6, $7, '2026-11-01')`;
  const [a, b] = [ours.id, theirs.id];
  await expect(doAs(ana, moved, [membershipId, 2, offerId, a, federation.id, b, a])).rejects.toThrow('row-level security');
  await expect(doAs(ben, moved, [membershipId, 2, offerId, a, stranger.id, b, a])).rejects.toThrow('row-level security');
  await doAs(ben, moved, [membershipId, 2, offerId, a, federation.id, b, a]);
  await doAs(director, moved, [membershipId, 3, offerId, a, federation.id, a, b]);
  await expect(doAs(director, 'DELETE FROM home_moves')).rejects.toThrow('permission denied');
  await expect(doAs(director, 'UPDATE home_moves SET to_id = from_id')).rejects.toThrow('permission denied');
});

it('MEM-19: an affiliation is held by its club, bought once, and ended by its federation alone', async () => {
  const held = `INSERT INTO affiliations (id, organization_id, federation_id, offer_id, purchased_on, effective_on, expires_on, price_minor, currency)
    VALUES ($1, $2, $3, $4, '2026-09-01', '2026-09-01', '2028-08-31', 1, 'CAD')`;
  await expect(doAs(ben, held, [newId(), ours.id, federation.id, offerId])).rejects.toThrow('row-level security');
  await expect(doAs(ben, held, [newId(), theirs.id, stranger.id, offerId])).rejects.toThrow('row-level security');
  await expect(doAs(director, held, [newId(), ours.id, federation.id, offerId])).rejects.toThrow('row-level security');
  const ended = `UPDATE affiliations SET ended = 'cancelled', ended_on = '2026-10-01' WHERE id = $1`;
  for (const caller of [ana, ben, ...strangers]) expect(await doAs(caller, ended, [affiliationId])).toBe(0);
  expect(await doAs(ana, 'DELETE FROM affiliations WHERE id = $1', [affiliationId])).toBe(0); // It is invoiced.
  await expect(doAs(director, 'UPDATE affiliations SET price_minor = 0')).rejects.toThrow('permission denied');
  expect(await doAs(director, ended, [affiliationId])).toBe(1);
});

it('a federation learns which clubs list its offers, and nobody else does', async () => {
  const listed = (caller: Caller) => as(caller, 'SELECT id, seller_id, sells_at_original FROM listings_of($1::uuid[])', [[offerId]]);
  expect(await listed(director)).toEqual([{ id: listingId, seller_id: ours.id, sells_at_original: true }]);
  for (const caller of [ana, ben, ...strangers]) expect(await listed(caller)).toEqual([]);
});

it('nobody writes for another club or federation', async () => {
  await expect(doAs(ben, `UPDATE listings SET name = 'B'`)).resolves.toBe(0);
  await expect(doAs(ben, `UPDATE slots SET person_id = $1`, [newId()])).resolves.toBe(0);
  await expect(doAs(ben, `DELETE FROM slots`)).resolves.toBe(0);
  await expect(doAs(ana, `UPDATE offers SET original_minor = 0`)).resolves.toBe(0);
  await expect(doAs(ben, `INSERT INTO quota_usage VALUES ($1, $2, 0)`, [newId(), ours.id])).rejects.toThrow('row-level security');
  const slot = `INSERT INTO slots VALUES ($1, $2, $3, $4, $5, '2028-09-01', '2029-06-30', NULL)`;
  await expect(doAs(ben, slot, [newId(), federation.id, ours.id, newId(), offerId])).rejects.toThrow('row-level security');
  await expect(doAs(ben, slot, [newId(), stranger.id, theirs.id, newId(), offerId])).rejects.toThrow('row-level security');
});

it('what was sold is neither changed nor deleted, even by its seller', async () => {
  await expect(doAs(ana, `UPDATE memberships SET selling_minor = 0`)).rejects.toThrow('permission denied');
  await expect(doAs(ana, `DELETE FROM memberships`)).rejects.toThrow('permission denied');
  await expect(doAs(ana, `UPDATE slots SET expires_on = NULL`)).rejects.toThrow('permission denied');
});

it('MEM-13: the database itself allows one person one slot for an offer and expiration', async () => {
  const slot = `INSERT INTO slots VALUES ($1, $2, $3, $4, $5, '2026-10-01', $6, NULL)`;
  await expect(doAs(ben, slot, [newId(), federation.id, theirs.id, personId, offerId, '2027-06-30'])).rejects.toThrow('held_once');
  const someone = newId();
  await doAs(ben, slot, [newId(), federation.id, theirs.id, someone, offerId, null]);
  await expect(doAs(ana, slot, [newId(), federation.id, ours.id, someone, offerId, null])).rejects.toThrow('held_once');
});
