import { Command, Query } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';
import { IsRows, aCount, aText, aWhole, anId, listOf, oneOf, shape } from '../rows.js';
import { lineKinds, type LineKind } from '../identity/organizations.js';

/** A line a document might have. */
export interface LineToQuote {
  key: number; // Chosen by the asker.
  issuerId: Uuid;
  kind: LineKind;
  netMinor: number;
  currency: string;
}

export interface QuotedTax {
  code: string;
  ratePpm: number;
  amountMinor: number; // Rounded half-up per line and per tax (BIL-6).
}

export interface QuotedLine {
  key: number;
  netMinor: number;
  taxes: QuotedTax[];
  totalMinor: number;
}

/** What lines would cost with the taxes their issuers collect now (BIL-19, BIL-20); the computation that issuing uses. */
export class QuoteDocuments extends Query<{ lines: QuotedLine[] }> {
  static readonly subject = 'billing.query.quote-documents.v1';
  static readonly senders = ['imports', 'memberships'] as const;
  @IsRows({ key: aWhole, issuerId: anId, kind: oneOf(...lineKinds), netMinor: aCount, currency: aText(3) }, { atMost: 2000 })
  readonly lines!: LineToQuote[];
}

export const quotedLineChecks = {
  key: aWhole,
  netMinor: aCount,
  taxes: listOf(shape({ code: aText(20), ratePpm: aWhole, amountMinor: aCount }), 5),
  totalMinor: aCount,
};

/**
 * Freezes, for one import, the taxes of both issuers as its preview showed them. `changed` names the lines that would now cost
 * something else; nothing is frozen then. Repeating it is harmless.
 */
export class FreezeTaxes extends Command<{ changed: QuotedLine[] }> {
  static readonly subject = 'billing.command.freeze-taxes.v1';
  static readonly senders = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsRows({ key: aWhole, issuerId: anId, kind: oneOf(...lineKinds), netMinor: aCount, currency: aText(3) }, { atMost: 2000 })
  readonly lines!: LineToQuote[];
  @IsRows(quotedLineChecks, { atMost: 2000 }) readonly quoted!: QuotedLine[];
}
