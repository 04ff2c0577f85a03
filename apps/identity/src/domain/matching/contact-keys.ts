import { foldName } from '#kernel/names';

/** What an organization holds of a person, as typed. */
export interface Contact {
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly postalCode: string | null;
}

/** The same as it is compared: null where it is unknown, or too little to tell anybody apart. */
export function contactKeys({ email, phone, address, city, postalCode }: Contact): {
  email: string | null;
  phone: string | null;
  address: string | null;
} {
  return { email: email?.trim().toLowerCase() || null, phone: phoneKey(phone), address: addressKey(address, city, postalCode) };
}

/** The digits that are dialled within a country: prefixes and signs come and go. */
function phoneKey(phone: string | null): string | null {
  const digits = (phone ?? '').replace(/\D/g, '');
  return digits.length >= 7 ? digits.slice(-9) : null;
}

/** House number and postal code; streets are written in too many ways. */
function addressKey(address: string | null, city: string | null, postalCode: string | null): string | null {
  const number = /\d+/.exec(address ?? '')?.[0];
  const place = (postalCode ?? '').replace(/\s/g, '').toUpperCase() || foldName(city ?? '');
  return number && place ? `${number} ${place}` : null;
}
