import { Query } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';

export const matchLanguages = ['en', 'fr', 'nl'] as const;
export type MatchLanguage = (typeof matchLanguages)[number];

/** Why two records may be one person: what was compared and how it came out, never a value (ID-3). */
export interface SimilarityReason {
  code: string; // `last-name.sounds-alike`
  text: string; // In the reader's language.
  weight: number; // In bits: one doubles the odds. The weights add up to the score.
}

/** Somebody of the network who may be the one described. Shared fields only. */
export interface SimilarPerson {
  personId: Uuid;
  number: string;
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  known: boolean; // The acting organization holds a profile of the person.
  verdict: 'same' | 'possible'; // `same`: the exact rule (IMP-8).
  certain: boolean;
  score: number;
  probability: number;
  because: SimilarityReason[];
}

/** Who of the network the described person may be already, likeliest first: for a form, before somebody is entered once more. */
export class FindSimilarPeople extends Query<{ candidates: SimilarPerson[] }> {
  static readonly subject = 'identity.query.find-similar-people.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @Length(1, 100) readonly firstName!: string;
  @IsString() @Length(1, 100) readonly lastName!: string;
  @IsOptional() @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly birthDate?: LocalDate;
  @IsOptional() @IsIn(['M', 'F']) readonly gender?: 'M' | 'F';
  // Compared with what the acting organization itself holds, and with nobody else's.
  @IsOptional() @IsString() @MaxLength(254) readonly email?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly phone?: string;
  @IsOptional() @IsString() @MaxLength(500) readonly address?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly city?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly postalCode?: string;
  @IsOptional() @IsUUID('all') readonly accountId?: Uuid; // The account the person is to be a member of.
  @IsIn(matchLanguages) readonly language!: MatchLanguage;
}
