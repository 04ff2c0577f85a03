import { Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { Page } from '../message.js';

/** One level's part of a pair: what its document says of the sale. */
export interface PairSide {
  documentId: Uuid;
  issuedOn: LocalDate;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
}

/** Both levels agree; one level alone, as somebody decided (MEM-20); or something is wrong. */
export const pairStates = ['paired', 'decided', 'unmatched'] as const;
export type PairState = (typeof pairStates)[number];

/**
 * What one sale did in the books of both levels: an invoice at each, or a credit at each, by the same operation. Ids and amounts
 * only: nothing that a client told its club.
 */
export interface PairRecord {
  kind: 'invoice' | 'credit-note';
  state: PairState;
  reason: string | null;
  clubId: Uuid;
  saleId: Uuid;
  operationId: Uuid | null; // What made it: the sale, a replacement, a cancellation; null: an import.
  personId: Uuid | null;
  currency: string;
  client: PairSide | null;
  corporate: PairSide | null;
  marginMinor: number; // What the club keeps of it, before taxes.
}

export interface Sides {
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
}

export interface PairSums {
  count: number;
  client: Sides;
  corporate: Sides;
  marginMinor: number;
}

export interface ReconciliationTotals {
  currency: string;
  invoices: PairSums;
  credits: PairSums;
  decided: PairSums;
  unmatched: PairSums;
}

export interface Reconciliation extends Page<PairRecord> {
  federationId: Uuid | null;
  from: LocalDate;
  to: LocalDate;
  totals: ReconciliationTotals[] | null; // Of the whole period; with the first page only.
}

/**
 * Client-side and corporate-side documents of a federation, pair by pair. The federation sees all of its clubs, a club its own part.
 * Without days: the twelve months up to today. A pair is of the day of its corporate document.
 */
export class GetReconciliation extends Query<Reconciliation> {
  static readonly subject = 'billing.query.get-reconciliation.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsOptional() @IsUUID('all') readonly clubId?: string;
  @IsOptional() @IsIn(pairStates) readonly state?: PairState;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(400) readonly after?: string;
}

/** A piece of the certificate: lines of JSON, hash-chained, with totals and a signature at their end. */
export class ExportReconciliation extends Query<{ text: string; next: string | null; fileName: string }> {
  static readonly subject = 'billing.query.export-reconciliation.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @IsDay() readonly from?: LocalDate;
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsOptional() @IsUUID('all') readonly clubId?: string;
  @IsOptional() @IsString() @MaxLength(8_000) readonly after?: string; // What the piece before gave as `next`, unchanged.
}

/** The public key of this installation's certificates, as a JWK. */
export interface CertificateKey {
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
  kid: string;
  use: 'sig';
  alg: 'EdDSA';
}

export class GetCertificateKey extends Query<CertificateKey> {
  static readonly subject = 'billing.query.get-certificate-key.v1';
  static readonly senders = ['gateway'] as const;
}
