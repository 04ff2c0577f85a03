import { Query } from '@nestjs/cqrs';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aDay, aText, aWhole, maybe, oneOf, shape } from '../rows.js';

/** One row of a file, as far as matching needs it. */
export interface PersonToMatch {
  row: number;
  firstName: string;
  lastName: string;
  gender: 'M' | 'F';
  birthDate: LocalDate;
  owner: { firstName: string; lastName: string } | null; // The file's owner columns, to tell whether an existing account's owner differs (IMP-8).
}

export const matchReasons = ['exact', 'same-name-and-birth-date', 'similar-name', 'names-swapped', 'day-and-month-swapped'] as const;
export type MatchReason = (typeof matchReasons)[number];

/** Somebody already known in the network. Shared fields only; reasons never state another organization's gender (ID-3). */
export interface MatchCandidate {
  personId: Uuid;
  number: string;
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  accountId: Uuid | null; // The account the importing club's invoice would go to.
  clientHere: boolean; // The importing club already has that account as a client.
  ownerDiffers: boolean;
  because: MatchReason[];
}

/** IMP-8, IMP-10: one exact candidate is a match; several, or near ones, are possible and the operator decides. Rows without are new. */
export interface MatchVerdict {
  row: number;
  verdict: 'match' | 'possible';
  candidates: MatchCandidate[]; // At most 5, best first.
}

/** Compares up to 1,000 rows with everyone the federation knows, as one set operation. Rows not answered are new. */
export class MatchPeople extends Query<{ verdicts: MatchVerdict[] }> {
  static readonly subject = 'identity.query.match-people.v1';
  static readonly senders = ['imports'] as const;
  @IsRows(
    {
      row: aWhole,
      firstName: aText(100),
      lastName: aText(100),
      gender: oneOf('M', 'F'),
      birthDate: aDay,
      owner: maybe(shape({ firstName: aText(100), lastName: aText(100) })),
    },
    { atMost: 1000 },
  )
  readonly people!: PersonToMatch[];
}
