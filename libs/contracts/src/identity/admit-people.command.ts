import { IsInt, IsUUID } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aDay, aFlag, aText, aWhole, anId, maybe, oneOf, shape } from '../rows.js';

/** Who will own an account that does not exist yet; null stands for "Parent of …" (IMP-7). */
export interface NewOwner {
  personId: Uuid; // Another row's person, or one derived for an owner who has no row.
  firstName: string;
  lastName: string;
  gender: 'M' | 'F' | null;
  email: string | null;
  birthDate: LocalDate | null;
}

export interface PersonToAdmit {
  row: number;
  personId: Uuid; // The one to reuse, or the id a new person gets (derived from import and row).
  reuse: boolean;
  distinct: boolean; // The operator said "a new person" although one looked alike: create without looking again.
  firstName: string;
  lastName: string;
  gender: 'M' | 'F';
  birthDate: LocalDate;
  address: string;
  city: string;
  province: string;
  postalCode: string;
  country: string;
  phone: string | null;
  email: string | null;
  accountId: Uuid; // Existing, or the id the new one gets.
  accountExists: boolean;
  owner: NewOwner | null; // Of a new account; its personId equals the row's own for an adult.
}

/**
 * A step of a resale import: people, accounts, clients and profiles of one batch, in one transaction (IMP-7, IMP-8, IMP-12).
 * Households come whole in one batch. Somebody new who appeared meanwhile under the same exact rule is reused and reported.
 * Announces PeopleAdmitted and sends EnrolMembers.
 */
export class AdmitPeople {
  static readonly subject = 'identity.run.admit-people.v1';
  static readonly senders = ['imports'] as const;
  static readonly consumers = ['identity'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly federationId!: string;
  @IsRows(
    {
      row: aWhole,
      personId: anId,
      reuse: aFlag,
      distinct: aFlag,
      firstName: aText(100),
      lastName: aText(100),
      gender: oneOf('M', 'F'),
      birthDate: aDay,
      address: aText(),
      city: aText(),
      province: aText(),
      postalCode: aText(),
      country: aText(),
      phone: maybe(aText()),
      email: maybe(aText(254)),
      accountId: anId,
      accountExists: aFlag,
      owner: maybe(
        shape({
          personId: anId,
          firstName: aText(100),
          lastName: aText(100),
          gender: maybe(oneOf('M', 'F')),
          email: maybe(aText(254)),
          birthDate: maybe(aDay),
        }),
      ),
    },
    { atMost: 2000 },
  )
  readonly people!: PersonToAdmit[];
}
