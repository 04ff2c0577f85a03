import type { LocalDate } from '#kernel/dates';
import type { FoldedName } from '../similar-names.js';
import { namesBehind } from './nicknames.js';
import { soundOf } from './sound.js';

/** What one record says of a person. What it does not say is unknown: neither agreement nor difference. Names folded by `nameKey` (IMP-9). */
export interface Traits extends FoldedName {
  readonly gender: 'M' | 'F' | null;
  readonly birthDate: LocalDate | null;
  /** Private to the organization that holds them (ID-3): given only where that organization itself compares its own records. */
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly address?: string | null;
  /** The accounts the person is a member of. */
  readonly households?: readonly string[];
}

/** A record as it is compared and looked up: its names taken apart once. */
export interface Portrait extends Traits {
  readonly first: SpokenName;
  readonly last: SpokenName;
}

export interface SpokenName {
  /** As folded. */
  readonly key: string;
  /** Without the spaces that people put or forget: La Fleur, Lafleur. */
  readonly compact: string;
  readonly words: readonly string[];
  /** The same without what only links names: de, van der, Saint. */
  readonly core: readonly string[];
  readonly sound: string;
}

export const portrait = (traits: Traits): Portrait => ({ ...traits, first: spoken(traits.firstKey), last: spoken(traits.lastKey) });

/** Words that are left out, put first or put last as the hand likes. */
const links = new Set('d de del della den der des di du l la le les st ste saint sainte ten ter van vande vanden vander von y'.split(' '));

const notSpoken = /[^\p{L}\p{N} ]+/gu; // The point of an initial, a nickname's quotation marks.

export function spoken(key: string): SpokenName {
  const known = names.get(key);
  if (known) return known;
  const words = key
    .replace(notSpoken, ' ')
    .split(' ')
    .filter((word) => word !== '');
  const core = words.filter((word) => !links.has(word));
  const name = { key, compact: words.join(''), words, core: core.length > 0 ? core : words, sound: words.map(soundOf).join('') };
  if (names.size >= mostRemembered) names.clear();
  names.set(key, name);
  return name;
}

const mostRemembered = 100_000;
const names = new Map<string, SpokenName>();

/** How somebody's first name may be heard: as it is, and as each name it may be short for. */
export const firstSounds = ({ key, sound }: SpokenName): readonly string[] => {
  const behind = namesBehind(key);
  return behind.length === 0 ? [sound] : [...new Set([sound, ...behind.map((name) => spoken(name).sound)])];
};
