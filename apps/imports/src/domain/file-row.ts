import { ageOn, type LocalDate } from '#kernel/dates';
import { type Values, dayIn } from './check-row.js';
import { at } from './columns.js';
import { foldedName, personKey } from './person-key.js';

/** `fit` rows have no error of their own; `unfit` ones do; `excluded` ones were left out by the operator; `broken` ones could not be read. */
export type RowState = 'fit' | 'unfit' | 'excluded' | 'broken';

/** One row of a file as the check left it. */
export interface FileRow {
  readonly row: number;
  readonly state: RowState;
  readonly values: Values;
}

/** The age that makes somebody the owner of an account (ID-1). */
const adultAge = 18;

/** A fit row as the rules about people read it, with what is compared already folded. */
export interface PersonRow {
  readonly row: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly gender: 'M' | 'F';
  readonly birthDate: LocalDate;
  readonly adult: boolean;
  readonly name: string; // Folded
  readonly key: string; // Who it is: folded name, gender, birth date (IMP-8).
  readonly email: string | null; // Lower case
  readonly address: string; // Address, city and postal code.
  readonly membership: string;
  readonly expiresOn: LocalDate | null;
  readonly owner: OwnerNamed | null;
}

/** The owner columns of a row, when they name somebody. */
export interface OwnerNamed {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly address: string; // Of the row: where an owner without e-mail is recognised (IMP-12).
  readonly name: string; // Folded
}

export function personRow({ row, values }: FileRow, today: LocalDate): PersonRow {
  const [firstName, lastName, gender] = [values[at.firstName], values[at.lastName], values[at.gender] as 'M' | 'F'];
  const birthDate = dayIn(values, 'birthDate')!; // A fit row has one.
  const name = foldedName(firstName, lastName);
  const address = `${values[at.address]} ${values[at.city]} ${values[at.postalCode]}`;
  return {
    row,
    firstName,
    lastName,
    gender,
    birthDate,
    name,
    adult: ageOn(birthDate, today) >= adultAge,
    key: personKey(name, gender, birthDate),
    email: values[at.email] === '' ? null : values[at.email].toLowerCase(),
    address,
    membership: values[at.membership],
    expiresOn: dayIn(values, 'expiresOn'),
    owner: ownerNamed(values, address),
  };
}

function ownerNamed(values: Values, address: string): OwnerNamed | null {
  const [firstName, lastName] = [values[at.ownerFirstName], values[at.ownerLastName]];
  if (firstName === '' || lastName === '') return null;
  return { firstName, lastName, email: values[at.ownerEmail] || null, address, name: foldedName(firstName, lastName) };
}
