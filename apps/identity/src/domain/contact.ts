import type { Fault } from '#kernel/domain-error';
import { foldName } from '#kernel/names';
import { ContactInvalid } from './contact.errors.js';
import { tidy, unprintable } from './new-account.js';

/*
 * Whom to call about an account (ID-20): somebody with a name, and as many ways to reach them as were told. What is told is stored as
 * it was typed but for surrounding and doubled spaces; blank is empty.
 */

export const contactLines = ['relationship', 'email', 'address', 'city', 'province', 'postalCode', 'country'] as const;
export type ContactLine = (typeof contactLines)[number];

export interface ContactTold extends Partial<Record<ContactLine, string | null>> {
  readonly name: string;
  readonly phones: readonly { readonly kind: string; readonly number: string }[];
}

export interface ContactKept extends Record<ContactLine, string | null> {
  readonly name: string;
  readonly nameKey: string; // What a list is sorted by.
  readonly phones: { kind: string; number: string }[];
}

/** The contact as stored, or every fault of what was told. */
export function checkedContact(told: ContactTold): ContactKept {
  const faults: Fault[] = [];
  const refuse = (pointer: string, code: string, detail: string) => void faults.push({ pointer, code, detail });
  const plain = (pointer: string, text: string): string => {
    if (unprintable.test(text)) refuse(pointer, 'identity.unprintable-text', 'Control and direction characters are no part of a text');
    return tidy(text);
  };

  const name = plain('/name', told.name);
  if (!/\p{L}/u.test(name)) refuse('/name', 'identity.name-missing', 'A name has a letter at least');
  const phones = told.phones.map(({ kind, number }, i) => ({ kind, number: plain(`/phones/${i}/number`, number) }));
  phones.forEach(({ number }, i) => {
    if (!/\d/.test(number)) refuse(`/phones/${i}/number`, 'identity.phone-unreadable', 'A phone number has a digit at least');
  });
  const lines = Object.fromEntries(contactLines.map((line) => [line, plain(`/${line}`, told[line] ?? '') || null]));
  if (faults.length > 0) throw new ContactInvalid(faults);
  return { ...(lines as Record<ContactLine, string | null>), name, nameKey: foldName(name), phones };
}
