import { IsInt, IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';
import { IsRows, aWhole, anId } from '../rows.js';

/** A batch of an import has its people. Rows planned as new whose person appeared meanwhile are named with whom they reuse. */
export class PeopleAdmitted {
  static readonly subject = 'identity.event.people-admitted.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsInt() readonly rows!: number;
  @IsRows({ row: aWhole, personId: anId }, { atMost: 2000 }) readonly reusedMeanwhile!: { row: number; personId: Uuid }[];
}
