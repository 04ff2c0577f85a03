import { Query } from '@nestjs/cqrs';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, anId, maybe } from '../rows.js';

export interface MemberToDescribe {
  personId: Uuid | null; // Null: the account as a whole, by the name of its owner.
  accountId: Uuid;
}

/** A member of a client account, as selling something to them needs it. The gender is what the asking organization holds (ID-3). */
export interface MemberDescription extends MemberToDescribe {
  clientId: Uuid;
  name: string;
  birthDate: LocalDate | null;
  gender: 'M' | 'F' | null;
}

/**
 * Who these members of accounts are, for up to 2,000 at once, in any order. Whoever is no member of the account, or whose account is
 * no client of the asking organization, is left out.
 */
export class DescribeMembers extends Query<{ members: MemberDescription[] }> {
  static readonly subject = 'identity.query.describe-members.v1';
  static readonly senders = ['memberships'] as const;
  @IsRows({ personId: maybe(anId), accountId: anId }, { atMost: 2000 }) readonly members!: MemberToDescribe[];
}
