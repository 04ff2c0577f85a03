import { BadName } from './offer.errors.js';

/*
 * What things are called, cleaned as the cells of an uploaded file are: a listing whose name held a zero-width space could never
 * be matched by what somebody types (IMP-5).
 */

/** The name as it is kept; empty when there is nothing to see in it. */
export const cleaned = (text: string): string => text.normalize('NFC').replace(zeroWidth, '').replace(/\s+/g, ' ').trim();

/** Control characters, and those that turn the direction of writing. */
export const isPlain = (name: string): boolean => !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(name);

/** The name, cleaned; undefined when there is none. Throws BadName. */
export function plainName(text: string | undefined): string | undefined {
  const name = cleaned(text ?? '');
  if (!isPlain(name)) throw new BadName();
  return name || undefined;
}

/** A longer text, whose lines stay lines. Throws BadName. */
export function plainText(text: string | undefined): string {
  return (text ?? '')
    .split(/\r?\n/)
    .map((line) => plainName(line) ?? '')
    .join('\n')
    .trim();
}

const zeroWidth = /[\u200B-\u200D\u2060\uFEFF]/g;
