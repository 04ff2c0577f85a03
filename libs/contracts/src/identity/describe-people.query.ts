import { Query } from '@nestjs/cqrs';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, anId } from '../rows.js';

/** What every organization of a network knows of a person (ID-3). */
export interface SharedPerson {
  personId: Uuid;
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
}

/**
 * Who these people of the network are, for up to 200 at once, in any order: what is shared of them, and nothing else. Answered to a
 * service, which tells it to a club that somebody's membership came to.
 */
export class DescribePeople extends Query<{ people: SharedPerson[] }> {
  static readonly subject = 'identity.query.describe-people.v1';
  static readonly senders = ['memberships'] as const;
  @IsRows({ personId: anId }, { atMost: 200 }) readonly people!: { personId: Uuid }[];
}
