import type { BillingLevel } from '#contracts/billing/documents.query';
import type { PlannedAccount, PlannedBilling, PlannedDocument } from '#contracts/billing/planned-billing';
import type { LineKind } from '#contracts/identity/organizations';
import { fingerprint } from '#kernel/fingerprint';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { DocumentDraft, DraftLine } from './document-draft.js';

/*
 * All that one command would write: documents of both kinds at both levels, the credit notes first. It is either shown or saved.
 * Money paid on what is credited is released and settles the new invoices of its account, in their order (REP-14); what is left
 * of it is credit on account. A Freemium club's clients owe nothing and have no credit: an external payment or refund makes up
 * for the difference (REP-16).
 */

export type DocumentKind = 'invoice' | 'credit-note';

/** What a document was made for, beyond a plain sale: an invoice only for a replacement. */
export const documentReasons = ['cancellation', 'replacement', 'correction', 'import-undone', 'bad-debt'] as const;
export type DocumentReason = (typeof documentReasons)[number];

/** An invoice or credit note that is drafted, and knows by whom, for whom and why, but has no number yet. */
export interface DocumentToIssue extends DocumentDraft {
  readonly id: Uuid;
  readonly kind: DocumentKind;
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly partyId: Uuid;
  readonly importId: Uuid | null;
  readonly importRow: number | null;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: string;
  readonly personName?: string | null; // Whom its lines are for, where they don't say it one by one.
  readonly settled?: boolean; // A payment for the whole of it is recorded with it.
  readonly reason?: DocumentReason | null;
  readonly operationId?: Uuid | null; // What made it, where no import did: one document of a kind at a level each.
  readonly memo?: string | null;
}

export interface PartyToKeep {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly name: string;
  readonly address: string | null;
}

export interface AccountToOpen {
  readonly id: Uuid;
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly clientId: Uuid | null;
  readonly accountId: Uuid | null;
  readonly currency: string;
}

/** A document of an operation. */
export type PlannedIssue = DocumentToIssue & { readonly operationId: Uuid };

export interface Plan {
  readonly accounts: readonly AccountToOpen[];
  readonly parties: readonly PartyToKeep[];
  readonly documents: readonly PlannedIssue[];
  readonly freemium: boolean; // Whether the clients' documents are made up for outside the system.
  readonly takesOver?: ReadonlySet<Uuid>; // Replacements whose new invoice is paid by what was planned to pay the old.
}

/** What the books say before the plan is carried out. */
export interface BooksBefore {
  readonly items: ReadonlyMap<string, { readonly openMinor: number }>; // Of what is credited, by `itemKey`.
  readonly balances: ReadonlyMap<Uuid, number>; // By account.
  readonly free: ReadonlyMap<Uuid, number>; // By account: what is free already of the payments that will be released.
}

export const itemKey = (documentId: Uuid, position: number): string => `${documentId}/${position}`;

/** What the plan would do, for somebody to confirm. Its hash is computed once somebody reads it: a batch order has one for each item. */
export function plannedBilling(plan: Plan, before: BooksBefore): PlannedBilling {
  const released = releasedBy(plan, before);
  const pools = new Map<Uuid, { released: number; left: number; total: number }>();
  plan.documents.forEach(({ billingAccountId }, i) => {
    if (released[i] === 0) return;
    const pool = pools.get(billingAccountId) ?? { released: 0, left: before.free.get(billingAccountId) ?? 0, total: 0 };
    pools.set(billingAccountId, { ...pool, released: pool.released + released[i], left: pool.left + released[i] });
  });

  const changes = new Map<Uuid, number>();
  const documents = plan.documents.map((document, i): PlannedDocument => {
    const pool = pools.get(document.billingAccountId);
    const fromPool = document.kind === 'invoice' ? Math.min(document.totalMinor, pool?.left ?? 0) : 0;
    if (pool) {
      pool.left -= fromPool;
      pool.total += fromPool;
    }
    const external = isMadeUpFor(plan, document) && document.kind === 'invoice' ? document.totalMinor - fromPool : 0;
    changes.set(document.billingAccountId, (changes.get(document.billingAccountId) ?? 0) + document.totalMinor - external);
    return described(document, released[i], fromPool + external);
  });
  if (plan.freemium) {
    for (const { billingAccountId, level } of documents) {
      const pool = pools.get(billingAccountId);
      if (level !== 'client' || !pool) continue;
      changes.set(billingAccountId, (changes.get(billingAccountId) ?? 0) + Math.max(0, pool.released - pool.total));
      pools.delete(billingAccountId);
    }
  }
  let previewHash: string | undefined;
  return {
    documents,
    accounts: accountsOf(documents, before, changes),
    get previewHash() {
      return (previewHash ??= hashOf(documents));
    },
  };
}

export const isMadeUpFor = ({ freemium }: Pick<Plan, 'freemium'>, { level }: { level: BillingLevel }): boolean =>
  freemium && level === 'client';

/** How much of a credit was paid already: what goes beyond what is open of the line. */
function releasedBy({ documents }: Plan, { items }: BooksBefore): number[] {
  const open = new Map<string, number>();
  return documents.map(({ lines }) => {
    let released = 0;
    for (const { credits, totalMinor } of lines) {
      if (!credits) continue;
      const key = itemKey(credits.documentId, credits.position);
      const left = (open.get(key) ?? items.get(key)?.openMinor ?? 0) + totalMinor;
      open.set(key, Math.max(0, left));
      released += Math.max(0, -left);
    }
    return released;
  });
}

function described(document: PlannedIssue, releasedMinor: number, settledMinor: number): PlannedDocument {
  const {
    operationId,
    kind,
    reason = null,
    level,
    issuerId,
    debtorId,
    billingAccountId,
    currency,
    netMinor,
    taxMinor,
    totalMinor,
  } = document;
  return {
    operationId,
    kind,
    reason,
    level,
    issuerId,
    debtorId,
    billingAccountId,
    currency,
    netMinor,
    taxMinor,
    totalMinor,
    lines: document.lines.map(lineOf),
    releasedMinor,
    settledMinor,
  };
}

const lineOf = ({ kind, description, netMinor, taxes, totalMinor }: DraftLine): PlannedDocument['lines'][number] => ({
  kind: kind as LineKind,
  description,
  netMinor,
  taxes,
  totalMinor,
});

function accountsOf(
  documents: readonly PlannedDocument[],
  { balances }: BooksBefore,
  changes: ReadonlyMap<Uuid, number>,
): PlannedAccount[] {
  const accounts = new Map(documents.map((document) => [document.billingAccountId, document]));
  return Array.from(accounts.values(), ({ billingAccountId, level, currency }) => {
    const balanceBeforeMinor = balances.get(billingAccountId) ?? 0;
    return {
      billingAccountId,
      level,
      currency,
      balanceBeforeMinor,
      balanceAfterMinor: balanceBeforeMinor + (changes.get(billingAccountId) ?? 0),
    };
  });
}

/** The same for the same documents and the same money, whatever ids the sender chose and whatever else moves on the accounts. */
const hashOf = (documents: readonly PlannedDocument[]): string =>
  fingerprint(documents.map((document) => JSON.stringify({ ...document, operationId: undefined })));
