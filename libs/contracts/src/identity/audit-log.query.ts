import { Query } from '@nestjs/cqrs';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { Page } from '../message.js';

/** Who did what to what, when: an entry of an append-only log, chained to the one before it by its hash. */
export interface AuditRecord {
  number: number; // From 1, without a gap.
  at: string;
  caller: string; // "user:<id>", "api-key:<id>", "flow:<id>"
  callerName: string;
  action: string; // "identity.account-created"
  subject: string;
  facts: object;
  hash: string;
}

export interface AuditVerification {
  whole: boolean;
  entries: number;
  head: string | null; // The hash of the last entry: kept elsewhere, it shows whether the log was rewritten.
  broken: number[]; // The first entries that do not fit, a hundred at most.
}

/** The log of the acting organization. */
export class ListAuditLog extends Query<Page<AuditRecord>> {
  static readonly subject = 'identity.query.list-audit-log.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly action?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly about?: string; // The subject: an id.
}

/** Computes the chain anew from what the entries say. */
export class VerifyAuditLog extends Query<AuditVerification> {
  static readonly subject = 'identity.query.verify-audit-log.v1';
  static readonly senders = ['gateway'] as const;
}

/** The log of the caller's own sign-in: what concerns somebody is theirs to read, whatever rights they have anywhere. */
export class ListOwnAuditLog extends Query<Page<AuditRecord>> {
  static readonly subject = 'identity.query.list-own-audit-log.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly action?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly about?: string;
}

export class VerifyOwnAuditLog extends Query<AuditVerification> {
  static readonly subject = 'identity.query.verify-own-audit-log.v1';
  static readonly senders = ['gateway'] as const;
}
