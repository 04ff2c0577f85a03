import type { Uuid } from '#kernel/ids';

/*
 * When a merge is undone (ID-24): what came after it stays with the survivor, unless somebody says otherwise or it follows from
 * something that goes back. An invoice goes with its recurring charge and with the credit note of its operation, a payment with what
 * was planned and with the invoice it was made up for. Entries of one sheet (an invoice with its credit notes, a payment with its
 * refunds) go together, and so do payments that were given back by one refund.
 */

/** A document or payment that came after a merge. */
export interface LaterEntry {
  readonly id: Uuid;
  readonly sheet: Uuid;
  readonly kind: 'invoice' | 'credit-note' | 'payment' | 'refund';
  readonly causes: readonly string[]; // Its operation, its row of an import.
  readonly saleIds: readonly Uuid[];
  readonly recurringId: Uuid | null;
  readonly plannedIds: readonly Uuid[];
  readonly sheetsGivenBack: readonly Uuid[]; // Of a refund: where the payments stand that it gives back.
}

/** What goes back in any case, and what somebody chose: documents, payments and sales. */
export interface GoingBack {
  readonly chosen: ReadonlySet<Uuid>;
  readonly causes: ReadonlySet<string>; // Of the documents that stand on the closed account's own sheets.
  readonly recurring: ReadonlySet<Uuid>;
  readonly planned: ReadonlySet<Uuid>;
}

/** The sheets that go back. */
export function partLater(entries: readonly LaterEntry[], back: GoingBack): Set<Uuid> {
  const sheets = Map.groupBy(entries, (entry) => entry.sheet);
  const going = new Set<Uuid>();
  const causes = new Set(back.causes);
  for (let before = -1; before < going.size;) {
    before = going.size;
    for (const [sheet, own] of sheets) {
      if (going.has(sheet) || !goes(own, back, causes)) continue;
      going.add(sheet);
      for (const cause of own.filter(isDocument).flatMap((entry) => entry.causes)) causes.add(cause);
    }
  }
  keepTogether(entries, going);
  return going;
}

function goes(own: readonly LaterEntry[], { chosen, recurring, planned }: GoingBack, causes: ReadonlySet<string>): boolean {
  if (!own.some(beginsItsSheet)) return false; // Refunds of what stays, known for what they give back.
  const recurs = own.find((entry) => entry.recurringId !== null)?.recurringId;
  if (recurs) return recurring.has(recurs); // An invoice is on the account of what it recurs of, whoever says what.
  return own.some(
    (entry) =>
      chosen.has(entry.id) ||
      entry.saleIds.some((saleId) => chosen.has(saleId)) ||
      entry.causes.some((cause) => causes.has(cause)) ||
      (entry.plannedIds.length > 0 && entry.plannedIds.every((id) => planned.has(id))),
  );
}

/** Money that one refund gave back goes together, or none of it. */
function keepTogether(entries: readonly LaterEntry[], going: Set<Uuid>): void {
  const ties = entries.map(({ sheet, sheetsGivenBack }) => [sheet, ...sheetsGivenBack]).filter((tied) => tied.length > 1);
  for (let before = -1; before !== going.size;) {
    before = going.size;
    for (const tied of ties) if (!tied.every((sheet) => going.has(sheet))) for (const sheet of tied) going.delete(sheet);
  }
}

const beginsItsSheet = ({ kind }: LaterEntry): boolean => kind === 'invoice' || kind === 'payment';
const isDocument = ({ kind }: LaterEntry): boolean => kind === 'invoice' || kind === 'credit-note';

/** What each entry cannot be parted from: the first entry of its sheet, or what it recurs of. */
export function followedBy(entries: readonly LaterEntry[]): Map<Uuid, Uuid | null> {
  const first = new Map<Uuid, LaterEntry>();
  for (const entry of entries) if (beginsItsSheet(entry)) first.set(entry.sheet, entry);
  return new Map(
    entries.map((entry) => {
      const root = first.get(entry.sheet);
      return [entry.id, root && root.id !== entry.id ? root.id : entry.recurringId];
    }),
  );
}
