import { Query } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';
import { clientToJoin, type ClientToJoin, type LaterActivity } from '../memberships/merges.js';
import { IsRows } from '../rows.js';

/** Two clients of one organization, and what each owes: balances as a billing account shows them (BIL-2). Their sum is what one owes. */
export interface BooksToJoin {
  closedClientId: Uuid;
  survivorClientId: Uuid;
  currency: string;
  closedMinor: number;
  survivorMinor: number;
  mergedMinor: number; // Of a merge: the sum. Of an unmerge: what it is now.
  invoices: number; // How many move.
  creditNotes: number;
  payments: number;
}

/** The books of clients of the acting organization that are about to be one. One that was never billed or paid is left out. Writes nothing. */
export class DescribeBooksToMerge extends Query<{ books: BooksToJoin[] }> {
  static readonly subject = 'billing.query.describe-books-to-merge.v1';
  static readonly senders = ['identity'] as const;
  @IsRows(clientToJoin, { atMost: 100 }) readonly clients!: ClientToJoin[];
}

/**
 * A step of a merge: documents, payments, plans and charges of the closed clients are from now on of the clients they go to, and no
 * document changes for it. What arrives later for a closed client goes there too. Announces BooksJoined.
 */
export class JoinBooks {
  static readonly subject = 'billing.run.join-books.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = ['billing'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsUUID('all') readonly closedPersonId!: Uuid;
  @IsUUID('all') readonly survivorPersonId!: Uuid;
  @IsRows(clientToJoin, { atMost: 2000 }) readonly clients!: ClientToJoin[];
}

export class BooksJoined {
  static readonly subject = 'billing.event.books-joined.v1';
  static readonly senders = ['billing'] as const;
  static readonly consumers = ['identity'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
}

/** How the books would stand after an unmerge, and what came later. For the acting organization, of its own clients. */
export class DescribeBooksToSplit extends Query<{ books: BooksToJoin[]; later: LaterActivity[] }> {
  static readonly subject = 'billing.query.describe-books-to-split.v1';
  static readonly senders = ['identity'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsArray() @ArrayMaxSize(6000) @IsUUID('all', { each: true }) readonly giveBack!: Uuid[];
}

/**
 * A step of an unmerge: what was of a closed client is its own again, what came later stays, but for what `giveBack` names and for what
 * cannot be parted from it. No document, payment or cent is lost. `giveBack` holds ids of documents, payments and sales (those of
 * memberships that went back, so that their documents go with them); what billing does not know is another service's. Announces BooksSplit.
 */
export class SplitBooks {
  static readonly subject = 'billing.run.split-books.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = ['billing'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsArray() @ArrayMaxSize(6000) @IsUUID('all', { each: true }) readonly giveBack!: Uuid[];
}

export class BooksSplit {
  static readonly subject = 'billing.event.books-split.v1';
  static readonly senders = ['billing'] as const;
  static readonly consumers = ['identity'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  /** Of the surviving clients, those with anything left of what came later. */
  @IsArray() @ArrayMaxSize(2000) @IsUUID('all', { each: true }) readonly clientsInUse!: Uuid[];
}
