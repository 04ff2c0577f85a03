import { Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { Uuid } from '../caller.js';
import type { Page } from '../message.js';

/** What became of a letter: on its way, taken by the reader's mail server, or given up. */
export const letterStates = ['waiting', 'sent', 'given-up'] as const;
export type LetterState = (typeof letterStates)[number];

/** A letter an organization wrote: what it was about and what became of it, never what it said. */
export interface LetterRecord {
  id: Uuid;
  kind: string; // "activation"
  accountId: Uuid | null;
  state: LetterState;
  tries: number;
  problem: string | null; // What the mail server said last: "EENVELOPE 550".
  writtenAt: string;
  sentAt: string | null;
  givenUpAt: string | null;
}

/** The letters of the acting organization, the newest first. */
export class ListLetters extends Query<Page<LetterRecord>> {
  static readonly subject = 'identity.query.list-letters.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly accountId?: string;
  @IsOptional() @IsIn(letterStates) readonly state?: LetterState;
}
