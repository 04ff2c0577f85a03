import { ageOn, type LocalDate } from '#kernel/dates';
import { foldName } from '#kernel/names';
import { type Values, dayIn } from './check-row.js';
import { at } from './columns.js';
import { personKey } from './file-rules.js';

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
  readonly key: string; // Who it is (IMP-8).
  readonly name: string; // Folded
  readonly email: string | null; // Lower case
  readonly addressAsWritten: string; // Address, city and postal code: where an owner without e-mail is recognised (IMP-12).
  readonly address: string; // The same, folded.
  readonly membership: string;
  readonly expiresOn: LocalDate | null;
  readonly owner: OwnerNamed | null;
}

/** The owner columns of a row, when they name somebody. */
export interface OwnerNamed {
  readonly firstName: string;
  readonly lastName: string;
  readonly gender: 'M' | 'F' | null;
  readonly email: string | null;
  readonly name: string; // Folded
}

export function personRow({ row, values }: FileRow, today: LocalDate): PersonRow {
  const addressAsWritten = `${values[at.address]} ${values[at.city]} ${values[at.postalCode]}`;
  const birthDate = dayIn(values, 'birthDate')!; // A fit row has one.
  return {
    row,
    firstName: values[at.firstName],
    lastName: values[at.lastName],
    gender: values[at.gender] as 'M' | 'F',
    birthDate,
    adult: ageOn(birthDate, today) >= adultAge,
    key: personKey(values),
    name: fullName(values[at.firstName], values[at.lastName]),
    email: values[at.email] === '' ? null : values[at.email].toLowerCase(),
    addressAsWritten,
    address: foldName(addressAsWritten),
    membership: values[at.membership],
    expiresOn: dayIn(values, 'expiresOn'),
    owner: ownerNamed(values),
  };
}

function ownerNamed(values: Values): OwnerNamed | null {
  const [firstName, lastName] = [values[at.ownerFirstName], values[at.ownerLastName]];
  if (firstName === '' || lastName === '') return null;
  return {
    firstName,
    lastName,
    gender: values[at.ownerGender] === '' ? null : (values[at.ownerGender] as 'M' | 'F'),
    email: values[at.ownerEmail] === '' ? null : values[at.ownerEmail],
    name: fullName(firstName, lastName),
  };
}

const fullName = (first: string, last: string): string => `${foldName(first)}\u001f${foldName(last)}`;
