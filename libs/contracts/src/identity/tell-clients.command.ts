import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aDay, aText, aWhole, anId, oneOf } from '../rows.js';

/** What an organization may have the main contact of an account told of by e-mail (BIL-25). */
export const clientOccasions = ['purchase', 'invoice', 'cancellation', 'replacement'] as const;
export type ClientOccasion = (typeof clientOccasions)[number];

export const toldDocumentKinds = ['invoice', 'credit-note'] as const;

/** A document that was issued to a client. */
export interface ToldDocument {
  accountId: Uuid;
  documentId: Uuid;
  kind: (typeof toldDocumentKinds)[number];
  number: string; // As printed.
  totalMinor: number; // What is credited is negative.
  dueOn: LocalDate;
}

/**
 * Writes to the main contacts of these accounts what was issued to them, one letter an account (BIL-25, ID-2). An account without an
 * address of its own at the organization gets none.
 */
export class TellClients {
  static readonly subject = 'identity.run.tell-clients.v1';
  static readonly senders = ['billing'] as const;
  static readonly consumers = ['identity'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsIn(clientOccasions) readonly occasion!: ClientOccasion;
  @IsString() @Length(3, 3) readonly currency!: string;
  @IsRows(
    { accountId: anId, documentId: anId, kind: oneOf(...toldDocumentKinds), number: aText(100), totalMinor: aWhole, dueOn: aDay },
    { atMost: 2000 },
  )
  readonly documents!: ToldDocument[];
}
