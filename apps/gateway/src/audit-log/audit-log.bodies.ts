import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import type { AuditRecord, AuditVerification } from '#contracts/identity/audit-log.query';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';

export class AuditWanted extends PageRequest {
  @ApiPropertyOptional({ description: 'Only this action', maxLength: 100, example: 'identity.account-created' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly action?: string;

  @ApiPropertyOptional({
    description: 'Only what was done to this: an id of ours, with or without its prefix',
    pattern: '^([a-z]+_)?[0-9a-f-]{32,36}$',
    example: 'acc_0190c2b4a1b27cc08a3f5d9e6b7a8c9d',
  })
  @Omittable()
  @Matches(/^([a-z]+_)?[0-9a-f-]{32,36}$/, { message: '$property must be an id' })
  readonly about?: string;
}

export class AuditEntryView {
  @ApiProperty({ type: 'integer', description: 'From 1, without a gap', example: 17 })
  number!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  at!: string;

  @ApiProperty({ description: 'Who did it: a user, an API key, a flow or a service', example: 'user:0190c2b4-a1b2-7cc0-8a3f-5d9e6b7a8c9d' })
  caller!: string;

  @ApiProperty({ example: 'Ana Tremblay' })
  callerName!: string;

  @ApiProperty({ example: 'identity.account-created' })
  action!: string;

  @ApiProperty({ description: 'What it was done to', example: '0190c2b4-a1b2-7cc0-8a3f-5d9e6b7a8c9d' })
  subject!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: {},
    description: 'Ids and counts, as they were hashed',
    example: { withAddress: true },
  })
  facts!: object;

  @ApiProperty({
    description: 'Of this entry and the one before it',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  hash!: string;
}

export class AuditVerificationView {
  @ApiProperty({ description: 'Whether every entry is as it was written, and none is missing', example: true })
  whole!: boolean;

  @ApiProperty({ type: 'integer', example: 412 })
  entries!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The hash of the newest entry: kept elsewhere, it shows a log that was rewritten',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  head!: string | null;

  @ApiProperty({ type: [Number], description: 'The first entries that do not fit', example: [] })
  broken!: number[];
}

export const auditEntryView = ({ number, at, caller, callerName, action, subject, facts, hash }: AuditRecord): AuditEntryView => ({
  number,
  at,
  caller,
  callerName,
  action,
  subject,
  facts,
  hash,
});

export const auditVerificationView = ({ whole, entries, head, broken }: AuditVerification): AuditVerificationView => ({
  whole,
  entries,
  head,
  broken,
});

/** The subject as the log has it: a UUID. */
export function subjectOf(about: string | undefined): string | undefined {
  const hex = about?.slice(about.indexOf('_') + 1).replaceAll('-', '');
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})(.*)$/, '$1-$2-$3-$4-$5');
}
