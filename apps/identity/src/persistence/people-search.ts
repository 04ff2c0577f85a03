import { Injectable } from '@nestjs/common';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { gradeOfName, gradeOfWord } from '../domain/search/name-grade.js';
import { born, letters, lookupKeysOfWord, together, wordsOf } from '../domain/search/name-terms.js';
import type { SearchQuery } from '../domain/search/search-query.js';
import { archivedMark, searchKey } from './search-entries.js';

/** In which list: an organization's own, or, under the id of the federation, the network's. */
export interface SearchedList {
  readonly networkId: Uuid;
  readonly scopeId: Uuid;
  /** Whether addresses and phones are those the organization itself holds, or what anybody of the network does. */
  readonly contactsOf: 'own' | 'network';
  readonly showArchived: boolean;
}

/** Somebody found, by the fields a network shares. */
export interface FoundInSearch {
  readonly personId: Uuid;
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly birthDate: LocalDate | null;
}

/** So many are ranked and shown, page by page; whoever looks for somebody beyond them says more. */
export const mostFound = 200;
const mostLookedThrough = 2000; // Of those born on a day or with an address that begins so, before names are compared.
const mostWordsMeant = [48, 32, 16, 12, 8]; // For each word of a search, by how many there are.
const mostOfAKey = 200;

/** Finds people by what was typed: first the words that may be meant, then who bears them. As the searcher, who sees one network. */
@Injectable()
export class PeopleSearch {
  constructor(private readonly database: Database) {}

  /** The best, ranked. */
  async find(list: SearchedList, asked: SearchQuery): Promise<FoundInSearch[]> {
    const exact = criteria(list, asked);
    const found = exact.length > 0 ? await this.byCriteria(list, exact, asked) : await this.byNames(list, asked.words);
    return ranked(found, asked).slice(0, mostFound);
  }

  private byCriteria(list: SearchedList, given: readonly Criterion[], { words }: SearchQuery): Promise<FoundInSearch[]> {
    const values: unknown[] = [list.networkId];
    const sets = given.map(({ of, values: its }) => {
      const text = of.replace(/\?(\d)/g, (_, nth: string) => `$${values.length + Number(nth)}`);
      values.push(...its);
      return `(${text})`;
    });
    values.push(words.length > 0 ? mostLookedThrough : mostFound);
    const text = `WITH found AS MATERIALIZED (SELECT number FROM (${sets.join(' INTERSECT ')}) every_one ORDER BY number LIMIT $${values.length}::int) ${described}`;
    return this.ask(list, text, values);
  }

  private async byNames(list: SearchedList, words: readonly string[]): Promise<FoundInSearch[]> {
    const meant = await this.meant(list.networkId, words);
    const terms = termsMeant(words, meant);
    if (terms.length === 0) return [];
    const marks = list.showArchived ? ['', archivedMark] : [''];
    const keys = marks.flatMap((mark) => terms.map(({ term }) => searchKey(list.scopeId, mark + term)));
    const grades = marks.flatMap(() => terms.map(({ grade }) => grade));
    return this.ask(list, byTerms, [list.networkId, keys, grades, mostFound + 1]);
  }

  /** Words of the network's names that may be meant by each, the likeliest first. */
  private async meant(networkId: Uuid, words: readonly string[]): Promise<Meant[][]> {
    const keys = words.flatMap((word, i) => lookupKeysOfWord(word).map((key) => ({ i, key: searchKey(networkId, key) })));
    const values = [networkId, keys.map(({ i }) => i), keys.map(({ key }) => key), mostOfAKey];
    const rows = await this.ask<{ i: number; word: string }>({ networkId }, wordsMeant, values);
    const most = mostWordsMeant[words.length - 1];
    return words.map((asked, i) =>
      rows
        .filter((row) => row.i === i)
        .map(({ word }) => ({ word, grade: gradeOfWord(asked, letters(word)) }))
        .filter(({ grade }) => grade > 0)
        .sort((a, b) => b.grade - a.grade || a.word.length - b.word.length)
        .slice(0, most),
    );
  }

  private ask<R = FoundInSearch>({ networkId }: Pick<SearchedList, 'networkId'>, text: string, values: readonly unknown[]): Promise<R[]> {
    return this.database.statement<R>(text, values, { as: 'searcher', network: networkId, byIndex: true });
  }
}

interface Meant {
  readonly word: string;
  readonly grade: number;
}

/** What to look people up under: one word alone, or two of those asked for, in any order. */
function termsMeant(words: readonly string[], meant: readonly Meant[][]): { term: string; grade: number }[] {
  if (words.length === 1) return meant[0].map(({ word, grade }) => ({ term: word, grade }));
  const best = new Map<string, number>();
  for (const [i, ones] of meant.entries())
    for (const others of meant.slice(0, i))
      for (const one of ones)
        for (const other of others) {
          const term = together(one.word, other.word);
          if (one.word !== other.word) best.set(term, Math.max(best.get(term) ?? 0, Math.floor((one.grade + other.grade) / 2)));
        }
  return [...best].map(([term, grade]) => ({ term, grade }));
}

/** Best first; among equals who bears little else, then by name. */
function ranked(found: readonly FoundInSearch[], { words }: SearchQuery): FoundInSearch[] {
  const graded = found.map((person) => {
    const names = wordsOf(person);
    return { person, grade: words.length === 0 ? 1 : gradeOfName(words, names), more: names.length };
  });
  const order = ({ lastKey, firstKey }: FoundInSearch): string => `${lastKey} ${firstKey}`;
  return graded
    .filter(({ grade }) => grade > 0)
    .sort((a, b) => b.grade - a.grade || a.more - b.more || compare(order(a.person), order(b.person)) || a.person.number - b.person.number)
    .map(({ person }) => person);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Criterion {
  /** Numbers of people, with `?1` for the first of its own values. */
  readonly of: string;
  readonly values: readonly unknown[];
}

function criteria({ scopeId, contactsOf, showArchived }: SearchedList, { number, birthDate, email, phone }: SearchQuery): Criterion[] {
  const marks = showArchived ? ['', archivedMark] : [''];
  const given: Criterion[] = [];
  if (number !== undefined) given.push({ of: ofNumber, values: [number, scopeId, showArchived] });
  if (birthDate !== undefined) {
    const keys = marks.map((mark) => searchKey(scopeId, mark + born(birthDate)));
    given.push({ of: 'SELECT number FROM search_names WHERE network_id = $1 AND key = ANY (?1::bigint[])', values: [keys] });
  }
  for (const value of [...(email === undefined ? [] : [`e${email}`]), ...(phone === undefined ? [] : [`p${phone}`])]) {
    const from = marks.map((mark) => mark + value);
    const [where, own] = contactsOf === 'own' ? ['c.scope_id = ?3::uuid', [scopeId]] : ['c.network_id = $1', []];
    given.push({
      of: `SELECT c.number FROM unnest(?1::text[], ?2::text[]) AS begins (low, high) CROSS JOIN LATERAL (
        SELECT c.number FROM search_contacts c WHERE ${where} AND c.value >= begins.low AND c.value < begins.high ORDER BY c.value LIMIT ${mostLookedThrough}) c`,
      values: [from, from.map((low) => `${low}\u{10FFFF}`), ...own],
    });
  }
  return given;
}

const ofNumber = `SELECT number FROM search_entries
  WHERE number = ?1::bigint AND scope_id = ?2::uuid AND (?3::boolean OR left(terms[1], 1) <> '${archivedMark}')`;

const wordsMeant = `SELECT DISTINCT asked.i, w.word FROM unnest($2::int[], $3::bigint[]) AS asked (i, key)
  CROSS JOIN LATERAL (SELECT word FROM search_words s WHERE s.network_id = $1 AND s.key = asked.key ORDER BY s.word LIMIT $4::int) w`;

const described = `SELECT p.id AS "personId", p.number, p.first_name AS "firstName", p.last_name AS "lastName",
    p.first_key AS "firstKey", p.last_key AS "lastKey", p.birth_date AS "birthDate"
  FROM found JOIN people p ON p.number = found.number AND p.network_id = $1`;

// So many of each term hold the best of all, because equals are taken by their numbers everywhere.
const byTerms = `
  WITH found AS MATERIALIZED (
    SELECT n.number, max(asked.grade) AS grade FROM unnest($2::bigint[], $3::int[]) AS asked (key, grade)
    CROSS JOIN LATERAL (SELECT s.number FROM search_names s WHERE s.network_id = $1 AND s.key = asked.key ORDER BY s.number LIMIT $4::int) n
    GROUP BY n.number ORDER BY grade DESC, n.number LIMIT $4::int)
  ${described}`;
