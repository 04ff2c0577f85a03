import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Posting } from '../domain/posting.js';

/** An entry of the issuer's journal: a document's or a payment's. */
export interface Entry {
  readonly entryId: Uuid;
  readonly issuerId: Uuid;
  readonly bookedOn: LocalDate;
  readonly currency: string;
  readonly postings: readonly Posting[];
}

export const postingColumns = {
  entry_id: 'uuid',
  issuer_id: 'uuid',
  amount_minor: 'bigint',
  booked_on: 'date',
  position: 'smallint',
  currency: 'text',
  account: 'text',
  code: 'text',
};

export const postingRows = ({ entryId, issuerId, bookedOn, currency, postings }: Entry): unknown[][] =>
  postings.map(({ account, code, amountMinor }, i) => [entryId, issuerId, amountMinor, bookedOn, i + 1, currency, account, code]);
