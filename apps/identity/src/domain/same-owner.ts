import { foldName } from '#kernel/names';

/*
 * Whether an account owner a file names is one the club has already, their names being equal (IMP-12): by e-mail, or where
 * either side lacks one, by address. Where neither can be compared they are not known to be the same.
 */

export interface Reachable {
  readonly email: string | null;
  readonly address: string | null; // Address, city and postal code joined by spaces.
}

export function isSameOwner(a: Reachable, b: Reachable): boolean {
  if (a.email && b.email) return emailKey(a.email) === emailKey(b.email);
  return addressKey(a.address) !== '' && addressKey(a.address) === addressKey(b.address);
}

const emailKey = (email: string): string => email.trim().toLowerCase();
/** H7A1A1 and "h7a 1a1", "12, rue X" and "12 rue X" are one. */
const addressKey = (address: string | null): string => foldName(address ?? '').replaceAll(/[\s,.]/g, '');
