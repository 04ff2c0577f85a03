import { ApiProperty } from '@nestjs/swagger';
import {
  entryKinds,
  journalAccounts,
  type EntryKind,
  type JournalAccount,
  type JournalEntry,
  type RecognisedRevenue,
} from '#contracts/billing/journal';
import { publicId, type PublicKind } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class PostingView {
  @ApiProperty({ enum: journalAccounts, example: 'revenue' })
  account!: JournalAccount;

  @ApiProperty({ type: String, nullable: true, description: 'The ledger code, or of a tax its code', example: '4200' })
  code!: string | null;

  @ApiProperty({ type: MoneyView, description: 'Debits positive, credits negative' })
  amount!: MoneyView;
}

export class JournalEntryView {
  @ApiProperty({ description: 'Of the document, payment or recognition', example: exampleId('invoice') })
  id!: string;

  @ApiProperty({ enum: entryKinds, example: 'invoice' })
  kind!: EntryKind;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  bookedOn!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Of a document', example: '2026-000042' })
  number!: string | null;

  @ApiProperty({ type: String, nullable: true, example: exampleId('billingAccount') })
  billingAccountId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  reason!: string | null;

  @ApiProperty({ type: [PostingView], description: 'They sum to zero' })
  postings!: PostingView[];
}

const publicKinds: Record<EntryKind, PublicKind> = {
  invoice: 'invoice',
  'credit-note': 'creditNote',
  payment: 'payment',
  refund: 'refund',
  recognition: 'recognition',
};

export const journalEntryView = (entry: JournalEntry): JournalEntryView => ({
  id: publicId(publicKinds[entry.kind], entry.id),
  kind: entry.kind,
  bookedOn: entry.bookedOn,
  number: entry.number,
  billingAccountId: maybePublicId('billingAccount', entry.billingAccountId),
  reason: entry.reason,
  postings: entry.postings.map(({ account, code, amountMinor }) => ({ account, code, amount: moneyView(amountMinor, entry.currency) })),
});

export class RecognitionView {
  @ApiProperty({ format: 'date', description: 'The last day of the month', example: '2026-09-30' })
  through!: string;

  @ApiProperty({ type: MoneyView, description: 'What was recognised now; nothing when that was done before' })
  amount!: MoneyView;

  @ApiProperty({ type: 'integer', description: 'Of how many lines of invoices', example: 3 })
  lines!: number;

  @ApiProperty({ type: [String], description: 'The entries of the journal', example: [exampleId('recognition')] })
  entryIds!: string[];
}

export const recognitionView = ({ through, currency, amountMinor, lines, entryIds }: RecognisedRevenue): RecognitionView => ({
  through,
  amount: moneyView(amountMinor, currency),
  lines,
  entryIds: entryIds.map((id) => publicId('recognition', id)),
});
