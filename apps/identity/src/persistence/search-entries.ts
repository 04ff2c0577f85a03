import { hash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { lookUpByIndex } from '#platform/database/plans';
import { execute, insertRows, query } from '#platform/database/sql';
import { keysOfWord, termsOf } from '../domain/search/name-terms.js';
import { phoneForms } from '../domain/search/search-query.js';

/** Somebody in one list: an organization's own, or, under the id of the federation, the network's. */
export interface Listed {
  readonly scopeId: Uuid;
  readonly personId: Uuid;
}

/** Of the archived, who are found only when asked for. */
export const archivedMark = '~';

/** A term or a word's key as it is kept: a number, so that an index holds tens of millions of them. */
export const searchKey = (scopeId: Uuid, term: string): string => hash('sha1', `${scopeId} ${term}`, 'buffer').readBigInt64BE().toString();

/** What somebody is found under in a list. */
export interface Entry {
  readonly scopeId: Uuid;
  readonly number: number;
  readonly terms: readonly string[];
  readonly contacts: readonly string[];
}

export interface Searchable {
  readonly scopeId: Uuid;
  readonly number: number;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly birthDate: LocalDate | null;
  readonly archived: boolean;
  readonly email: string | null;
  readonly phone: string | null;
}

export function entryOf({ scopeId, number, archived, email, phone, ...person }: Searchable): Entry {
  const mark = archived ? archivedMark : '';
  const contacts = [...(email ? [`e${email}`] : []), ...phoneForms(phone).map((digits) => `p${digits}`)];
  return { scopeId, number, terms: termsOf(person).map((term) => mark + term), contacts: contacts.map((value) => mark + value) };
}

/** Writes anew under what these people are found, and takes out what is no longer so. As the searcher. */
export async function keepEntries(em: EntityManager, networkId: Uuid, listed: readonly Listed[]): Promise<void> {
  if (listed.length === 0) return;
  await lookUpByIndex(em);
  const [lists, people] = [listed.map(({ scopeId }) => scopeId), listed.map(({ personId }) => personId)];
  const found = await query<Searchable & { isThere: boolean }>(em, asTheyAre, [networkId, lists, people]);
  const wanted = found.filter(({ isThere }) => isThere).map(entryOf);
  const before = await query<Entry>(em, asTheyWere, [networkId, found.map(({ scopeId }) => scopeId), found.map(({ number }) => number)]);
  await replaceEntries(em, networkId, before, wanted);
}

async function replaceEntries(em: EntityManager, networkId: Uuid, before: readonly Entry[], wanted: readonly Entry[]): Promise<void> {
  const at = ({ scopeId, number }: Entry): string => `${scopeId} ${number}`;
  const [old, now] = [new Map(before.map((entry) => [at(entry), entry])), new Map(wanted.map((entry) => [at(entry), entry]))];
  const lost = before.map((entry) => without(entry, now.get(at(entry))));
  const gained = wanted.map((entry) => without(entry, old.get(at(entry))));
  await takeOut(em, networkId, lost);
  await writeEntries(em, networkId, gained);
  await forgetWords(em, networkId, lost);
  const gone = before.filter((entry) => !now.has(at(entry)));
  if (gone.length > 0) await execute(em, removeEntries, [networkId, gone.map(({ scopeId }) => scopeId), gone.map(({ number }) => number)]);
  const differing = new Set([...lost, ...gained].filter(({ terms, contacts }) => terms.length + contacts.length > 0).map(at));
  const changed = wanted.filter((entry) => differing.has(at(entry)));
  const rows = changed.map(({ scopeId, number, terms, contacts }) => [networkId, number, scopeId, terms, contacts]);
  await insertRows(em, 'search_entries', entryColumns, rows, keepNewest);
}

const entryColumns = { network_id: 'uuid', number: 'bigint', scope_id: 'uuid', terms: 'text[]', contacts: 'text[]' };
const keepNewest = 'ON CONFLICT (number, scope_id) DO UPDATE SET terms = excluded.terms, contacts = excluded.contacts';

/** What one entry has and the other has not. */
function without(entry: Entry, other: Entry | undefined): Entry {
  if (!other) return entry;
  const [terms, contacts] = [new Set(other.terms), new Set(other.contacts)];
  return {
    ...entry,
    terms: entry.terms.filter((term) => !terms.has(term)),
    contacts: entry.contacts.filter((value) => !contacts.has(value)),
  };
}

export const nameRowsOf = (networkId: Uuid, { scopeId, number, terms }: Entry): [Uuid, string, number][] =>
  terms.map((term) => [networkId, searchKey(scopeId, term), number]);
export const contactRowsOf = (networkId: Uuid, { scopeId, number, contacts }: Entry): [Uuid, Uuid, string, number][] =>
  contacts.map((value) => [networkId, scopeId, value, number]);
export const wordRowsOf = (networkId: Uuid, word: string): [Uuid, string, string][] =>
  keysOfWord(word).map((key) => [networkId, searchKey(networkId, key), word]);

/** A word among the terms: no two together, no birth date. */
export const wordsAmong = (terms: readonly string[]): string[] =>
  terms.map((term) => (term.startsWith(archivedMark) ? term.slice(1) : term)).filter((term) => !/^:| /.test(term));

async function writeEntries(em: EntityManager, networkId: Uuid, entries: readonly Entry[]): Promise<void> {
  const [names, contacts] = [
    entries.flatMap((entry) => nameRowsOf(networkId, entry)),
    entries.flatMap((entry) => contactRowsOf(networkId, entry)),
  ];
  await insertRows(em, 'search_names', { network_id: 'uuid', key: 'bigint', number: 'bigint' }, names, 'ON CONFLICT DO NOTHING');
  const contactColumns = { network_id: 'uuid', scope_id: 'uuid', value: 'text', number: 'bigint' };
  await insertRows(em, 'search_contacts', contactColumns, contacts, 'ON CONFLICT DO NOTHING');
  const words = [...new Set(entries.flatMap(({ terms }) => wordsAmong(terms)))];
  const known = await query<{ word: string }>(em, knownWords, [networkId, words.map((word) => searchKey(networkId, `~${word}`)), words]);
  const old = new Set(known.map(({ word }) => word));
  const rows = words.filter((word) => !old.has(word)).flatMap((word) => wordRowsOf(networkId, word));
  await insertRows(em, 'search_words', { network_id: 'uuid', key: 'bigint', word: 'text' }, rows, 'ON CONFLICT DO NOTHING');
}

async function takeOut(em: EntityManager, networkId: Uuid, lost: readonly Entry[]): Promise<void> {
  const names = lost.flatMap((entry) => nameRowsOf(networkId, entry));
  if (names.length > 0) await execute(em, removeNames, [networkId, names.map(([, key]) => key), names.map(([, , number]) => number)]);
  const contacts = lost.flatMap((entry) => contactRowsOf(networkId, entry));
  if (contacts.length === 0) return;
  const columns = [contacts.map(([, scopeId]) => scopeId), contacts.map(([, , value]) => value), contacts.map(([, , , number]) => number)];
  await execute(em, removeContacts, [networkId, ...columns]);
}

/** A name that nobody bears any longer is no word of the network. */
async function forgetWords(em: EntityManager, networkId: Uuid, lost: readonly Entry[]): Promise<void> {
  const words = [...new Set(lost.filter(({ scopeId }) => scopeId === networkId).flatMap(({ terms }) => wordsAmong(terms)))];
  if (words.length === 0) return;
  const keys = words.flatMap((word) => [word, archivedMark + word].map((term) => ({ word, key: searchKey(networkId, term) })));
  const borne = await query<{ word: string }>(em, stillBorne, [networkId, keys.map(({ word }) => word), keys.map(({ key }) => key)]);
  const kept = new Set(borne.map(({ word }) => word));
  const rows = words.filter((word) => !kept.has(word)).flatMap((word) => wordRowsOf(networkId, word));
  if (rows.length > 0) await execute(em, removeWords, [networkId, rows.map(([, key]) => key), rows.map(([, , word]) => word)]);
}

// Whoever is archived in an organization's own list is; in the network's, only who is archived there. Alone, the two are one list.
const asTheyAre = `
  SELECT a.scope_id AS "scopeId", p.number, p.first_key AS "firstKey", p.last_key AS "lastKey", p.birth_date AS "birthDate",
    (p.archived_at IS NOT NULL OR (h.archived_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM organizations o WHERE o.id = a.scope_id AND o.federation_id = o.id))) AS archived,
    h.email_key AS email, h.phone,
    (h.person_id IS NOT NULL OR a.scope_id = $1) AS "isThere"
  FROM (SELECT DISTINCT * FROM unnest($2::uuid[], $3::uuid[])) AS a (scope_id, person_id)
  JOIN people p ON p.id = a.person_id AND p.network_id = $1
  LEFT JOIN profiles h ON h.organization_id = a.scope_id AND h.person_id = a.person_id`;

const asTheyWere = `
  SELECT e.scope_id AS "scopeId", e.number, e.terms, e.contacts FROM unnest($2::uuid[], $3::bigint[]) AS a (scope_id, number)
  JOIN search_entries e ON e.number = a.number AND e.scope_id = a.scope_id AND e.network_id = $1`;

const removeEntries = `DELETE FROM search_entries e USING unnest($2::uuid[], $3::bigint[]) AS gone (scope_id, number)
  WHERE e.network_id = $1 AND e.scope_id = gone.scope_id AND e.number = gone.number`;
const removeNames = `DELETE FROM search_names n USING unnest($2::bigint[], $3::bigint[]) AS gone (key, number)
  WHERE n.network_id = $1 AND n.key = gone.key AND n.number = gone.number`;
const removeContacts = `DELETE FROM search_contacts c USING unnest($2::uuid[], $3::text[], $4::bigint[]) AS gone (scope_id, value, number)
  WHERE c.network_id = $1 AND c.scope_id = gone.scope_id AND c.value = gone.value AND c.number = gone.number`;
const removeWords = `DELETE FROM search_words w USING unnest($2::bigint[], $3::text[]) AS gone (key, word)
  WHERE w.network_id = $1 AND w.key = gone.key AND w.word = gone.word`;
const knownWords = `SELECT w.word FROM unnest($2::bigint[], $3::text[]) AS a (key, word)
  JOIN search_words w ON w.network_id = $1 AND w.key = a.key AND w.word = a.word`;
const stillBorne = `SELECT DISTINCT a.word FROM unnest($2::text[], $3::bigint[]) AS a (word, key)
  WHERE EXISTS (SELECT FROM search_names n WHERE n.network_id = $1 AND n.key = a.key)`;
