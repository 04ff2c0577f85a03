import { Query } from '@nestjs/cqrs';
import { IsInt, IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';
import { keptPartyReasons, type KeptPartyReason } from '../imports/undo.js';
import { IsRows, aWhole, anId, listOf, oneOf } from '../rows.js';

/** An account that rows of an import went to, and why others would keep it. */
export interface AccountToWithdraw {
  accountId: Uuid;
  row: number; // The first one that went to it.
  keep: KeptPartyReason[];
}

/** A person whom rows of an import named, and why others would keep them. */
export interface PersonToWithdraw {
  personId: Uuid;
  row: number; // Their first.
  keep: KeptPartyReason[];
}

export interface PartyKept {
  kind: 'person' | 'owner' | 'account';
  id: Uuid;
  row: number;
  reasons: KeptPartyReason[];
}

export interface PartiesJudged {
  people: number; // Withdrawn, or to be.
  accounts: number;
  kept: PartyKept[]; // Of those the import made.
}

const keep = listOf(oneOf(...keptPartyReasons), keptPartyReasons.length);
const accountChecks = { accountId: anId, row: aWhole, keep };
const personChecks = { personId: anId, row: aWhole, keep };

/** Touched since? Identity's part of the answer, for up to 1,000 people of an import and their accounts. Writes nothing. */
export class FindTouchedPeople extends Query<PartiesJudged> {
  static readonly subject = 'identity.query.find-touched-people.v1';
  static readonly senders = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsRows(accountChecks, { atMost: 1000 }) readonly accounts!: AccountToWithdraw[];
  @IsRows(personChecks, { atMost: 1000 }) readonly people!: PersonToWithdraw[];
}

/**
 * The last step of the undo of an import, when it is known which of its rows are undone: people, accounts and clients it made and
 * nobody used since are archived (ID-22), never deleted. Announces PeopleWithdrawn.
 */
export class WithdrawPeople {
  static readonly subject = 'identity.run.withdraw-people.v1';
  static readonly senders = ['imports'] as const;
  static readonly consumers = ['identity'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly federationId!: string;
  @IsRows(accountChecks, { atMost: 2000 }) readonly accounts!: AccountToWithdraw[];
  @IsRows(personChecks, { atMost: 2000 }) readonly people!: PersonToWithdraw[];
}

/** A batch of an undo has its people withdrawn; those kept are named with the reasons. */
export class PeopleWithdrawn {
  static readonly subject = 'identity.event.people-withdrawn.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsInt() readonly people!: number;
  @IsInt() readonly accounts!: number;
  @IsRows({ kind: oneOf('person', 'owner', 'account'), id: anId, row: aWhole, reasons: keep }, { atMost: 6000 })
  readonly kept!: PartyKept[];
}
