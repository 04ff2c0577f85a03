import { isLocalDate, type LocalDate } from '#kernel/dates';
import { nameKey } from '../comparable.js';
import { spoken } from '../matching/traits.js';
import { UnclearSearch } from '../search.errors.js';

/*
 * What somebody types into the one box of a search (ID-16), told apart by how it is written: an identifier (P3368003) and a birth date
 * are meant exactly, an e-mail address or phone as it begins, and everything else is names, in any order.
 */

export interface SearchQuery {
  /** Folded, without what only links names. */
  readonly words: readonly string[];
  readonly number?: number;
  readonly birthDate?: LocalDate;
  /** As `emailKeyOf` writes addresses. */
  readonly email?: string;
  /** Digits alone. */
  readonly phone?: string;
}

const mostWords = 5;
const fewestPhoneDigits = 3;
const numberPattern = /^p\d{1,15}$/i; // ID-5
const dayPattern = /^(\d{4})[-/](\d{2})[-/](\d{2})$/;
const phonePattern = /^[+(]?\d[\d().+-]*$/;

export function searchQuery(text: string): SearchQuery {
  const names: string[] = [];
  const found: { number?: number; birthDate?: LocalDate; email?: string } = {};
  let phone = '';
  const once = <K extends keyof typeof found>(what: K, value: (typeof found)[K]): void => {
    if (found[what] !== undefined) throw new UnclearSearch();
    found[what] = value;
  };
  for (const part of text.split(/\s+/).filter((each) => each !== '')) {
    const day = dayPattern.exec(part)?.slice(1).join('-');
    if (numberPattern.test(part)) once('number', Number(part.slice(1)));
    else if (part.includes('@')) once('email', part.normalize('NFKC').toLowerCase());
    else if (day !== undefined && isLocalDate(day)) once('birthDate', day);
    else if (phonePattern.test(part)) phone += part.replace(/\D/g, '');
    else names.push(part);
  }
  const query = { words: wordsAsked(names.join(' ')), ...found, ...(phone === '' ? {} : { phone: withoutZeros(phone) }) };
  if (phone !== '' && query.phone !== undefined && query.phone.length < fewestPhoneDigits) throw new UnclearSearch();
  if (query.words.length === 0 && Object.keys(query).length === 1) throw new UnclearSearch();
  return query;
}

/** 0032… is +32… */
const withoutZeros = (digits: string): string => digits.replace(/^00/, '');

function wordsAsked(names: string): string[] {
  const { core } = spoken(nameKey(names));
  const telling = core.filter((word) => word.length > 1);
  return [...new Set(telling.length > 0 ? telling : core)].slice(0, mostWords);
}

/** What a phone may begin with, as people write it down: with the prefix of the country or without. */
export function phoneForms(phone: string | null): string[] {
  const digits = withoutZeros((phone ?? '').replace(/\D/g, ''));
  if (digits.length < fewestPhoneDigits) return [];
  if (digits.length === 10 && digits[0] !== '0') return [digits, `1${digits}`]; // North America
  if (digits.length === 11 && digits[0] === '1') return [digits, digits.slice(1)];
  const abroad = /^(?:31|32|33)(\d{8,9})$/.exec(digits); // The Netherlands, Belgium, France
  return abroad ? [digits, `0${abroad[1]}`] : [digits];
}

const phoneTold = 7; // Digits: a whole local number.

/** What a search says, besides names; what the log tells of it. */
export const criteriaOf = ({ words, number, birthDate, email, phone }: SearchQuery): string[] => [
  ...(words.length > 0 ? ['name'] : []),
  ...(number === undefined ? [] : ['number']),
  ...(birthDate === undefined ? [] : ['birth-date']),
  ...(email === undefined ? [] : ['email']),
  ...(phone === undefined ? [] : ['phone']),
];

/**
 * Whether whoever asks knows enough of somebody to be told of them by the network: the identifier, or the name together with the birth
 * date, an address up to its @ or a whole local number. Otherwise a search would read out a network name by name, or what another
 * organization holds letter by letter (ID-3).
 */
export function tellsEnough({ words, number, birthDate, email, phone }: SearchQuery): boolean {
  if (email !== undefined && email.indexOf('@') < 1) return false;
  if (phone !== undefined && phone.length < phoneTold) return false;
  if (number !== undefined) return true;
  return words.length > 0 && (birthDate !== undefined || email !== undefined || phone !== undefined);
}
