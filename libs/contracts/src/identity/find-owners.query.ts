import { Query } from '@nestjs/cqrs';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aText, aWhole, maybe } from '../rows.js';

/** An account owner as a file names one: by name, and e-mail or (lacking one) address (IMP-12). */
export interface OwnerToFind {
  key: number; // Chosen by the asker.
  firstName: string;
  lastName: string;
  email: string | null;
  address: string | null; // Address, city and postal code joined by spaces.
}

export interface OwnerFound {
  key: number;
  personId: Uuid;
  accountId: Uuid;
  birthDate: LocalDate | null;
  underage: boolean; // A reused owner must be adult (IMP-12).
}

/** Which of these owners the importing club already has as owners of its clients. Only its own list is searched. */
export class FindOwners extends Query<{ found: OwnerFound[] }> {
  static readonly subject = 'identity.query.find-owners.v1';
  static readonly senders = ['imports'] as const;
  @IsRows(
    { key: aWhole, firstName: aText(100), lastName: aText(100), email: maybe(aText(254)), address: maybe(aText(1500)) },
    { atMost: 1000 },
  )
  readonly owners!: OwnerToFind[];
}
