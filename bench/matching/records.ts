import { foldName } from '#kernel/names';
import type { Traits } from '../../apps/identity/src/domain/matching/traits.js';
import { nameKey } from '../../apps/identity/src/domain/comparable.js';
import { contactKeys } from '../../apps/identity/src/domain/matching/contact-keys.js';
import { pick, type Person, type Random } from './people.js';

/*
 * How somebody is written down by a hand in a hurry. Each field goes wrong by itself, as often as `chances` says; nothing here is told
 * to the engine, and what it calls people for short is not taken from the engine's tables.
 */

export interface Entry {
  readonly person: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string | null;
  readonly gender: 'M' | 'F' | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly postalCode: string | null;
  /** Whether what identifies the person is as it truly is, up to accents, case and hyphens. */
  readonly clean: boolean;
}

export const chances = {
  nickname: 0.02,
  firstTypo: 0.018,
  firstRespelt: 0.01,
  middleName: 0.012,
  initial: 0.002,
  otherFirstName: 0.0015,
  lastTypo: 0.018,
  lastRespelt: 0.01,
  otherLastName: 0.15, // Of those who have one.
  halfOfCompound: 0.12, // Of those whose name is one.
  namesSwapped: 0.006,
  dayAndMonth: 0.008,
  dateDigit: 0.014,
  datePart: 0.004,
  otherDate: 0.001,
  noDate: 0.006,
  otherGender: 0.004,
  noGender: 0.01,
  moved: 0.15,
  otherPhone: 0.18,
  otherEmail: 0.2,
  noContact: 0.25, // Of each of address, phone, e-mail.
  carelessSpelling: 0.25, // Accents, case, hyphens.
};
export type Chances = typeof chances;

/** What is known already was read back to people, paid and signed for: it is wrong less often than what is typed today. */
export const chancesOfKnown: Chances = Object.fromEntries(Object.entries(chances).map(([what, chance]) => [what, chance * 0.4])) as Chances;

const shortForms: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  `William:Will,Bill,Willy Thomas:Tom,Tommy Samuel:Sam Alexandre:Alex Nicolas:Nico,Nic Maxime:Max Gabriel:Gab Gabrielle:Gabi,Gab Olivia:Liv Charlotte:Charlie
  Florence:Flo Catherine:Cath,Cathy Stéphanie:Steph Mélanie:Mel Caroline:Caro Véronique:Véro Valérie:Val Isabelle:Isa Nathalie:Nat Daniel:Dan,Dany
  Danielle:Dany Michael:Mike,Mick Christopher:Chris Matthew:Matt Joseph:Joe Anthony:Tony Benjamin:Ben Alexander:Alex,Sandy Edward:Ed,Ted Richard:Rick,Dick
  Charles:Charlie Steven:Steve Elizabeth:Liz,Beth,Betty Katherine:Kate,Kathy Margaret:Maggie,Peggy Susan:Sue Deborah:Deb,Debbie Patricia:Pat,Trish
  Rebecca:Becky Samantha:Sam Victoria:Vicky Abigail:Abby Jennifer:Jenny Jessica:Jess Johannes:Hans,Jan Hendrik:Henk Willem:Wim Cornelis:Kees Wilhelmina:Mien,Willy
  Frédéric:Fred Sébastien:Seb,Bastien Guillaume:Guy,Will Mathieu:Math Philippe:Phil François:Frank,Franck Françoise:Fanchon Vincent:Vince Jonathan:Jon,Jo Raphaël:Raph
  Emmanuel:Manu Emmanuelle:Manu Robert:Bob,Rob James:Jim,Jimmy David:Dave Patrick:Pat Zachary:Zach Jacob:Jake Édouard:Ed Théo:Teo Geneviève:Gen,Ginou
  Jean-François:Jeff,JF Jean-Philippe:JP Jean-Pierre:JP Marie-Ève:Mève Anne-Sophie:Annso Marie-Claude:Maco Christian:Chris Stéphane:Steph Laurent:Lolo`
    .split(/\s+/)
    .map((line) => line.split(':'))
    .map(([name, forms]) => [name, forms.split(',')]),
);

const respellings: readonly (readonly [RegExp, string])[] = [
  [/ph/, 'f'],
  [/f(?=[aeiou])/, 'ph'],
  [/y/, 'i'],
  [/i(?=e$)/, 'y'],
  [/c(?=[aou])/, 'k'],
  [/k/, 'c'],
  [/th/, 't'],
  [/t(?=[aeiou])/, 'th'],
  [/ault$/, 'aud'],
  [/eau(x?)$/, 'o'],
  [/ss/, 's'],
  [/ll/, 'l'],
  [/l(?=[aeiou])/, 'll'],
  [/nn/, 'n'],
  [/n(?=e$)/, 'nn'],
  [/tt/, 't'],
  [/ai/, 'ei'],
  [/an(?=[tdcg])/, 'en'],
  [/e$/, ''],
  [/(?<=[ln])$/, 'e'],
  [/s$/, ''],
  [/z/, 's'],
  [/ou/, 'oo'],
  [/qu/, 'k'],
  [/é/, 'ée'],
];

export interface Pool {
  readonly people: readonly Person[];
}

/** One record of a person. */
export function write(person: Person, pool: Pool, random: Random, rates: Chances = chances): Entry {
  const may = (chance: number): boolean => random() < chance;
  const somebodyElse = (): Person => pick(random, pool.people);
  let { firstName, lastName }: { firstName: string; lastName: string } = person;
  let birthDate: string | null = person.birthDate;
  let gender: 'M' | 'F' | null = person.gender;
  if (may(rates.nickname) && shortForms[firstName]) firstName = pick(random, shortForms[firstName]);
  else if (may(rates.middleName))
    firstName = firstName.includes('-')
      ? firstName.split('-')[0]
      : `${firstName} ${pickSame(random, pool, person).firstName.split('-')[0]}`;
  if (may(rates.firstTypo)) firstName = mistyped(firstName, random);
  if (may(rates.firstRespelt)) firstName = respelt(firstName, random);
  if (may(rates.initial)) firstName = `${firstName[0]}.`;
  if (may(rates.otherFirstName)) firstName = pickSame(random, pool, person).firstName;
  if (person.otherLastName && may(rates.otherLastName)) lastName = may(0.3) ? `${lastName}-${person.otherLastName}` : person.otherLastName;
  else if (lastName.includes('-') && may(rates.halfOfCompound))
    lastName =
      pick(
        random,
        lastName.split('-').filter((part) => part.length > 2),
      ) ?? lastName;
  if (may(rates.lastTypo)) lastName = mistyped(lastName, random);
  if (may(rates.lastRespelt)) lastName = respelt(lastName, random);
  if (may(rates.namesSwapped)) [firstName, lastName] = [lastName, firstName];
  const [year, month, dayOfMonth] = person.birthDate.split('-');
  if (may(rates.dayAndMonth) && Number(dayOfMonth) <= 12) birthDate = `${year}-${dayOfMonth}-${month}`;
  else if (may(rates.dateDigit)) birthDate = otherDigit(person.birthDate, random);
  else if (may(rates.datePart)) birthDate = otherPart(person.birthDate, random);
  else if (may(rates.otherDate)) birthDate = somebodyElse().birthDate;
  else if (may(rates.noDate)) birthDate = null;
  if (may(rates.otherGender)) gender = gender === 'M' ? 'F' : 'M';
  else if (may(rates.noGender)) gender = null;
  const clean =
    foldName(firstName) === foldName(person.firstName) &&
    foldName(lastName) === foldName(person.lastName) &&
    birthDate === person.birthDate &&
    gender === person.gender;
  if (may(rates.carelessSpelling)) [firstName, lastName] = careless([firstName, lastName], random);
  const moved = may(rates.moved) ? somebodyElse() : person;
  const contact = (value: string): string | null => (may(rates.noContact) ? null : value);
  return {
    person: person.id,
    firstName,
    lastName,
    birthDate,
    gender,
    address: contact(moved.address),
    postalCode: moved.postalCode,
    phone: contact(may(rates.otherPhone) ? somebodyElse().phone.replace(/\d{2}$/, String(10 + Math.floor(random() * 90))) : person.phone),
    email: contact(may(rates.otherEmail) ? `new${Math.floor(random() * 1e9)}@mail.example` : person.email),
    clean,
  };
}

function pickSame(random: Random, { people }: Pool, { gender }: Person): Person {
  for (;;) {
    const other = pick(random, people);
    if (other.gender === gender) return other;
  }
}

const alphabet = [...'abcdefghijklmnopqrstuvwxyz'];

export function mistyped(name: string, random: Random): string {
  const letters = [...name];
  const at = Math.floor(random() * letters.length);
  const kind = random();
  if (kind < 0.35) letters[at] = pick(random, alphabet);
  else if (kind < 0.6) letters.splice(at, 1);
  else if (kind < 0.8) letters.splice(at, 0, pick(random, alphabet));
  else if (at + 1 < letters.length) [letters[at], letters[at + 1]] = [letters[at + 1], letters[at]];
  const result = letters.join('');
  return foldName(result).length > 1 ? result : name;
}

function respelt(name: string, random: Random): string {
  const lower = name.toLowerCase();
  const fitting = respellings.filter(([from]) => from.test(lower));
  if (fitting.length === 0) return name;
  const [from, to] = pick(random, fitting);
  return lower.replace(from, to);
}

const careless = (names: readonly [string, string], random: Random): [string, string] => {
  const how = random();
  const one = (name: string): string => {
    if (how < 0.4) return name.normalize('NFD').replace(/\p{M}/gu, '');
    if (how < 0.7) return name.toUpperCase();
    return name.replaceAll('-', ' ').toLowerCase();
  };
  return [one(names[0]), one(names[1])];
};

function otherDigit(birthDate: string, random: Random): string {
  for (;;) {
    const at = pick(random, [2, 3, 5, 6, 8, 9]);
    const changed = birthDate.slice(0, at) + Math.floor(random() * 10) + birthDate.slice(at + 1);
    if (changed !== birthDate && isDay(changed)) return changed;
  }
}

function otherPart(birthDate: string, random: Random): string {
  const [year, month, day] = birthDate.split('-');
  const two = (most: number): string => String(1 + Math.floor(random() * most)).padStart(2, '0');
  for (;;) {
    const changed = pick(random, [
      `${year}-${two(12)}-${day}`,
      `${year}-${month}-${two(28)}`,
      `${1940 + Math.floor(random() * 80)}-${month}-${day}`,
    ]);
    if (changed !== birthDate && isDay(changed)) return changed;
  }
}

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text && text > '1900' && text < '2026-01-01';
};

/** As the engine sees it, with what only one's own list knows or without. */
export function traitsOf(entry: Entry, contacts: boolean): Traits {
  const { gender, birthDate } = entry;
  const shared = { firstKey: nameKey(entry.firstName), lastKey: nameKey(entry.lastName), gender, birthDate };
  return contacts ? { ...shared, ...contactKeys({ ...entry, city: null }) } : shared;
}
