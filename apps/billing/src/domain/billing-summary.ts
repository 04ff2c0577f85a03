import type { BillingSummary, LevelSum } from '#contracts/billing/billing-summary';
import type { PlannedBilling, PlannedDocument, PlannedPaymentChange } from '#contracts/billing/planned-billing';
import { hashOf } from '#kernel/fingerprint';
import type { Uuid } from '#kernel/ids';

/*
 * What thousands of documents come down to. A batch order is confirmed item by item: an item's hash covers its documents, the money
 * that moves with them, and what becomes of payments planned on their accounts; no number, no id of the sender's, no time.
 */

type Planned = Pick<PlannedBilling, 'documents' | 'plannedPayments'>;

/** By operation. */
export function operationHashes({ documents, plannedPayments = [] }: Planned): Map<Uuid, string> {
  const changes = Map.groupBy(plannedPayments, ({ billingAccountId }) => billingAccountId);
  return new Map(
    Array.from(
      Map.groupBy(documents, ({ operationId }) => operationId),
      ([operationId, own]) => {
        const accounts = new Set(own.map(({ billingAccountId }) => billingAccountId));
        const moved = changes.size === 0 ? [] : [...accounts].flatMap((account) => (changes.get(account) ?? []).map(changeLine));
        return [operationId, hashOf([...own.map(documentLine), ...moved].join('\n')).slice(0, 32)] as const;
      },
    ),
  );
}

/** The operations whose documents are no longer what their hashes say. */
export function changedOperations(planned: Planned, confirmed: ReadonlyMap<Uuid, string>): Uuid[] {
  const hashes = operationHashes(planned);
  return Array.from(confirmed.keys()).filter((operationId) => hashes.get(operationId) !== confirmed.get(operationId));
}

/** `operationIds`: in the order of the items. */
export function billingSummary(planned: PlannedBilling, operationIds: readonly Uuid[]): BillingSummary {
  const hashes = operationHashes(planned);
  const byLevel = Map.groupBy(planned.documents, ({ level }) => level);
  const accounts = Map.groupBy(planned.accounts, ({ level }) => level);
  return {
    hashes: operationIds.map((id) => hashes.get(id) ?? ''),
    levels: (['client', 'corporate'] as const).flatMap((level): LevelSum[] => {
      const documents = byLevel.get(level);
      if (!documents) return [];
      const own = accounts.get(level) ?? [];
      return [
        {
          ...sumOf(documents),
          level,
          currency: documents[0].currency,
          accounts: own.length,
          balanceBeforeMinor: own.reduce((sum, one) => sum + one.balanceBeforeMinor, 0),
          balanceAfterMinor: own.reduce((sum, one) => sum + one.balanceAfterMinor, 0),
        },
      ];
    }),
  };
}

function sumOf(documents: readonly PlannedDocument[]) {
  const sums = { invoices: 0, creditNotes: 0, netMinor: 0, invoicedMinor: 0, creditedMinor: 0, releasedMinor: 0, settledMinor: 0 };
  const taxes = new Map<string, { code: string; ratePpm: number; amountMinor: number }>();
  for (const { kind, netMinor, totalMinor, releasedMinor, settledMinor, lines } of documents) {
    const isInvoice = kind === 'invoice';
    sums[isInvoice ? 'invoices' : 'creditNotes'] += 1;
    sums[isInvoice ? 'invoicedMinor' : 'creditedMinor'] += isInvoice ? totalMinor : -totalMinor;
    sums.netMinor += netMinor;
    sums.releasedMinor += releasedMinor;
    sums.settledMinor += settledMinor;
    for (const { taxes: own } of lines) for (const tax of own) add(taxes, tax);
  }
  return { ...sums, taxes: [...taxes.values()].sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

/** Of one code at two rates, both are told: a credit is at the rate of record (REP-9). */
function add(
  taxes: Map<string, { code: string; ratePpm: number; amountMinor: number }>,
  { code, ratePpm, amountMinor }: { code: string; ratePpm: number; amountMinor: number },
): void {
  const key = `${code} ${ratePpm}`;
  const sum = taxes.get(key);
  if (sum) sum.amountMinor += amountMinor;
  else taxes.set(key, { code, ratePpm, amountMinor });
}

/** Written field by field: of ten thousand documents a copy each, to leave out one field, costs more than their hash. */
const documentLine = (document: PlannedDocument): string =>
  JSON.stringify([
    document.kind,
    document.reason,
    document.level,
    document.issuerId,
    document.debtorId,
    document.billingAccountId,
    document.currency,
    document.totalMinor,
    document.releasedMinor,
    document.settledMinor,
    document.lines,
  ]);

const changeLine = ({ plannedPaymentId, beforeMinor, afterMinor }: PlannedPaymentChange): string =>
  `${plannedPaymentId} ${beforeMinor} ${afterMinor}`;
