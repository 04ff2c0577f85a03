import { IsInt, IsUUID } from 'class-validator';
import { IsRows, aWhole, oneOf } from '../rows.js';

/** A batch of an import has its memberships. Rows whose person, reused meanwhile, already holds theirs were skipped, not invoiced. */
export class MembersEnrolled {
  static readonly subject = 'memberships.event.members-enrolled.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsInt() readonly rows!: number;
  @IsRows({ row: aWhole, code: oneOf('already-held') }, { atMost: 2000 }) readonly skipped!: { row: number; code: 'already-held' }[];
}
