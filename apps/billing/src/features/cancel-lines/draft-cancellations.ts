import type { LineToCancel, PlannedUpstream } from '#contracts/billing/cancellations';
import type { BillingSettingsRecord } from '#contracts/billing/billing-settings';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { affiliationStands } from '../../domain/affiliation-line.js';
import { creditNoteFor } from '../../domain/credit-note.js';
import { CreditExceedsItem } from '../../domain/credit.errors.js';
import { creditOf, leftOf, type Credit } from '../../domain/credit.js';
import { feeInvoice } from '../../domain/line-credits.js';
import { RefundExceedsCredit } from '../../domain/payment.errors.js';
import { AffiliationStands, MembershipStands, SaleReplaced } from '../../domain/plan.errors.js';
import { itemKey, type Plan, type PlannedIssue } from '../../domain/plan.js';
import { askedUpstream, upstreamState } from '../../domain/upstream.js';
import type { BothToday } from '../../persistence/both-levels.js';
import type { CancellationToKeep, UpstreamToKeep } from '../../persistence/cancellations.js';
import type { InvoicedItem } from '../../persistence/creditable-items.js';

export interface CancellationSetting extends BothToday {
  readonly items: readonly InvoicedItem[]; // The lines to cancel, and those of their sales above.
  readonly replaced: ReadonlySet<Uuid>;
  readonly cancelled: ReadonlySet<Uuid>; // Sales about which it was decided before.
  readonly uncancelled: ReadonlySet<Uuid>; // Invoices of affiliations about which nothing was decided.
  readonly above: BillingSettingsRecord | null; // The federation's settings.
}

export interface DraftedCancellations {
  readonly plan: Plan;
  readonly decisions: readonly CancellationToKeep[];
  readonly upstream: readonly UpstreamToKeep[];
}

/** Each decision with its documents, and what it means for the level above. What one takes of a line, the next no longer finds. */
export function draftCancellations(
  asked: readonly LineToCancel[],
  setting: CancellationSetting,
  memo: string | null,
): DraftedCancellations {
  const { club } = setting;
  const known = new KnownLines(setting.items, club.issue.issuerId);
  const documents: PlannedIssue[] = [];
  const decisions: CancellationToKeep[] = [];
  const upstream: UpstreamToKeep[] = [];
  for (const one of asked) {
    const item = known.own(one);
    if (!item) throw new Missing('billing.no-such-invoice');
    if (item.saleId && setting.replaced.has(item.saleId)) throw new SaleReplaced({ saleId: item.saleId });
    if (membershipStands(one, item, setting)) throw new MembershipStands({ saleId: item.saleId ?? '' });
    if (!one.affiliationId && affiliationStands(item, setting.uncancelled, club.issue.issuedOn))
      throw new AffiliationStands({ invoiceId: item.documentId });
    const credit: Credit = { item, ...creditOf(item, one.credit.kind === 'less-fee' ? { kind: 'whole' } : one.credit) };
    const none = creditsNothing(one.credit); // Decided all the same: what it is for ends, and nobody owes less.
    if (!none && credit.totalMinor === 0 && item.chargedMinor > 0)
      throw new CreditExceedsItem({ askedMinor: 0, openMinor: item.left.totalMinor });
    if (!none) documents.push(creditNoteFor(one.cancellationId, item, club.issue, [credit], { reason: 'cancellation', memo }));
    const fee = one.credit.kind === 'less-fee' ? feeOf(one.cancellationId, one.credit.fee, item, setting, credit) : undefined;
    if (fee) documents.push(fee);
    decisions.push(decisionOf(one, item, credit, fee, setting, memo));
    const above = item.level === 'client' && item.saleId ? known.above(item.saleId) : undefined;
    if (above) {
      const mirrored = mirror(one, credit, above, setting, memo);
      upstream.push(mirrored.kept);
      if (mirrored.note) documents.push(mirrored.note);
      if (mirrored.credit) known.credited(above, mirrored.credit);
    }
    known.credited(item, credit);
  }
  return { plan: { accounts: [], parties: [], documents, freemium: false }, decisions, upstream };
}

/**
 * Memberships are cancelled by their sale, and end. By its invoice a line of a client is cancelled that sold none, or one that has
 * ended; what was credited whole, as by the undo of an import, has none any more.
 */
const membershipStands = ({ invoiceId }: LineToCancel, item: InvoicedItem, { cancelled, club }: CancellationSetting): boolean =>
  Boolean(invoiceId && item.saleId) &&
  item.level === 'client' &&
  !cancelled.has(item.saleId ?? '') &&
  (item.left.totalMinor > 0 || item.chargedMinor === 0) &&
  (item.periodTo === null || item.periodTo >= club.issue.issuedOn);

const creditsNothing = (credit: LineToCancel['credit']): boolean => credit.kind === 'percent' && credit.percentPpm === 0;

export const plannedUpstream = (upstream: readonly UpstreamToKeep[]): PlannedUpstream[] =>
  upstream.map(({ cancellationId, policy, state, askedMinor }) => ({
    cancellationId,
    policy: policy as PlannedUpstream['policy'],
    state,
    askedMinor,
  }));

function feeOf(
  operationId: Uuid,
  fee: Parameters<typeof feeInvoice>[1],
  item: InvoicedItem,
  { club }: CancellationSetting,
  credit: Credit,
): PlannedIssue {
  return feeInvoice(operationId, fee, item, { issue: club.issue, taxes: club.organization.taxes }, credit.totalMinor);
}

function decisionOf(
  { cancellationId: id, credit: ask, refundMinor }: LineToCancel,
  { documentId, position, saleId, debtorId }: InvoicedItem,
  credit: Credit,
  fee: PlannedIssue | undefined,
  { club }: CancellationSetting,
  memo: string | null,
): CancellationToKeep {
  const [creditedMinor, feeMinor, refundedMinor] = [credit.totalMinor, fee?.totalMinor ?? 0, refundMinor ?? 0];
  // Two decisions, but never more back than was credited (BIL-16).
  if (refundedMinor > creditedMinor - feeMinor)
    throw new RefundExceedsCredit({ askedMinor: refundedMinor, creditMinor: creditedMinor - feeMinor });
  const { issuerId, issuedOn: decidedOn } = club.issue;
  return { id, issuerId, debtorId, documentId, position, saleId, credit: ask, creditedMinor, feeMinor, refundedMinor, memo, decidedOn };
}

function mirror(
  { cancellationId, credit: ask }: LineToCancel,
  credit: Credit,
  above: InvoicedItem,
  { club, federation, above: settings }: CancellationSetting,
  memo: string | null,
): { kept: UpstreamToKeep; note?: PlannedIssue; credit?: Credit } {
  if (!federation || !settings || !above.saleId) throw new Missing('billing.no-such-issuer');
  const askedMinor = askedUpstream(ask, credit, above);
  const today = federation.issue.issuedOn;
  const state = upstreamState(settings, askedMinor, { soldOn: above.issuedOn, today });
  const mirrored: Credit | undefined =
    state === 'credited' ? { item: above, ...creditOf(above, { kind: 'amount', amountMinor: askedMinor, tax: 'included' }) } : undefined;
  const kept: UpstreamToKeep = {
    cancellationId,
    issuerId: federation.issue.issuerId,
    debtorId: club.issue.issuerId,
    documentId: above.documentId,
    position: above.position,
    saleId: above.saleId,
    policy: settings.upstreamCredit,
    state,
    askedMinor,
    creditedMinor: mirrored?.totalMinor ?? 0,
    askedOn: today,
  };
  if (!mirrored) return { kept };
  const note = creditNoteFor(cancellationId, above, federation.issue, [mirrored], { reason: 'cancellation', memo });
  return { kept, note, credit: mirrored };
}

/** The lines a batch is about, each as the decisions before have left it. */
class KnownLines {
  private readonly lines: Map<string, InvoicedItem>;

  constructor(
    items: readonly InvoicedItem[],
    private readonly issuerId: Uuid,
  ) {
    this.lines = new Map(items.map((item) => [itemKey(item.documentId, item.position), item]));
  }

  own({ saleId, invoiceId, position }: LineToCancel): InvoicedItem | undefined {
    for (const line of this.lines.values()) {
      if (line.issuerId !== this.issuerId) continue;
      if (invoiceId ? line.documentId === invoiceId && line.position === position : saleId && line.saleId === saleId) return line;
    }
    return undefined;
  }

  above(saleId: Uuid): InvoicedItem | undefined {
    for (const line of this.lines.values()) {
      if (line.saleId === saleId && line.level === 'corporate' && line.debtorId === this.issuerId) return line;
    }
    return undefined;
  }

  credited(item: InvoicedItem, credit: Credit): void {
    this.lines.set(itemKey(item.documentId, item.position), { ...item, left: leftOf(item.left, [credit]) });
  }
}
