import { newId, type Uuid } from '#kernel/ids';
import { followedBy, partLater, type GoingBack, type LaterEntry } from './parting.js';

const entry = (changes: Partial<LaterEntry> = {}): LaterEntry => ({
  id: newId(),
  sheet: newId(),
  kind: 'invoice',
  causes: [],
  saleIds: [],
  recurringId: null,
  plannedIds: [],
  sheetsGivenBack: [],
  ...changes,
});
const back = (changes: { [K in keyof GoingBack]?: Iterable<string> } = {}): GoingBack => ({
  chosen: new Set(changes.chosen),
  causes: new Set(changes.causes),
  recurring: new Set(changes.recurring),
  planned: new Set(changes.planned),
});
const sheets = (entries: readonly LaterEntry[], going: GoingBack): Uuid[] => [...partLater(entries, going)].sort();

describe('what came after a merge, when it is undone', () => {
  it('ID-24: stays with the survivor', () => {
    expect(sheets([entry(), entry({ kind: 'payment' })], back())).toEqual([]);
  });

  it('ID-24: goes back where it is named, as a document, as a payment or by its sale', () => {
    const [invoice, payment, sale] = [entry(), entry({ kind: 'payment' }), entry({ saleIds: ['sale'] })];
    expect(sheets([invoice, payment, sale, entry()], back({ chosen: [invoice.id, payment.id, 'sale'] }))).toEqual(
      [invoice, payment, sale].map((one) => one.sheet).sort(),
    );
  });

  it('ID-24: goes with what stands on its sheet: an invoice with its credit note, a payment with its refund', () => {
    const invoice = entry();
    const note = entry({ kind: 'credit-note', sheet: invoice.sheet });
    expect(sheets([invoice, note], back({ chosen: [note.id] }))).toEqual([invoice.sheet]);
    expect(followedBy([invoice, note])).toEqual(
      new Map([
        [invoice.id, null],
        [note.id, invoice.id],
      ]),
    );
  });

  it('ID-24: follows the operation of a document that goes, step by step, and never that of a payment', () => {
    const first = entry({ causes: ['replaced', 'again'] });
    const second = entry({ causes: ['again'] });
    const made = entry({ kind: 'payment', causes: ['again', 'of-a-payment'] });
    const apart = entry({ causes: ['of-a-payment'] });
    expect(sheets([second, apart, made, first], back({ causes: ['replaced'] }))).toEqual(
      [first, second, made].map((one) => one.sheet).sort(),
    );
  });

  it('ID-24, BIL-13: an invoice of a recurring charge goes with the charge, whoever says otherwise', () => {
    const [theirs, own] = [entry({ recurringId: 'theirs' }), entry({ recurringId: 'own' })];
    expect(sheets([theirs, own], back({ recurring: ['theirs'], chosen: [own.id] }))).toEqual([theirs.sheet]);
  });

  it('ID-24, BIL-13: a payment goes with what was planned, if all that it paid was', () => {
    const [whole, partly] = [
      ['a', 'b'],
      ['b', 'c'],
    ].map((plannedIds) => entry({ kind: 'payment', plannedIds }));
    expect(sheets([whole, partly], back({ planned: ['a', 'b'] }))).toEqual([whole.sheet]);
  });

  it('ID-24, BIL-16: payments that one refund gave back go together, or none of them', () => {
    const [one, other] = [entry({ kind: 'payment' }), entry({ kind: 'payment' })];
    const refund = entry({ kind: 'refund', sheet: one.sheet, sheetsGivenBack: [other.sheet] });
    expect(sheets([one, other, refund], back({ chosen: [one.id] }))).toEqual([]);
    expect(sheets([one, other, refund], back({ chosen: [one.id, other.id] }))).toEqual([one.sheet, other.sheet].sort());
  });

  it('ID-24, BIL-16: a payment that a refund gave back together with the survivor’s own stays', () => {
    const later = entry({ kind: 'payment' });
    const refund = entry({ kind: 'refund', sheet: 'the survivor’s own', sheetsGivenBack: [later.sheet] });
    expect(sheets([later, refund], back({ chosen: [later.id, refund.id] }))).toEqual([]);
  });
});
