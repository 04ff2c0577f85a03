import { type AffiliationHeld, type AffiliationLine, misbilledAffiliations } from './affiliation-law.js';

const held = (changes: Partial<AffiliationHeld> = {}): AffiliationHeld => ({
  id: 'a',
  club: 'club',
  federation: 'federation',
  price: 30_000,
  expiresOn: '2027-08-31',
  ended: false,
  ending: false,
  invoice: 'invoice',
  ...changes,
});
const line = (changes: Partial<AffiliationLine> = {}): AffiliationLine => ({
  id: 'a',
  invoice: 'invoice',
  club: 'club',
  federation: 'federation',
  net: 30_000,
  total: 34_493,
  credited: 0,
  lastOn: null,
  decisions: 0,
  ...changes,
});

describe('the law of affiliations and their lines', () => {
  it.each<[string, AffiliationHeld[], AffiliationLine[]]>([
    ['is kept by what is held and billed', [held()], [line()]],
    ['is kept while it is being bought', [held({ invoice: null })], []],
    ['is kept while it is being bought and billed already', [held({ invoice: null })], [line()]],
    ['is kept while its end is under way', [held({ ending: true })], [line({ decisions: 1, credited: 34_493, lastOn: '2026-11-22' })]],
    ['is kept by one that ended by a decision, whatever was credited', [held({ ended: true })], [line({ decisions: 1 })]],
    ['is kept by one corrected in part', [held()], [line({ credited: 34_492, lastOn: '2026-11-22' })]],
    ['is kept by one credited whole after its time', [held()], [line({ credited: 34_493, lastOn: '2027-09-01' })]],
  ])('MEM-19: %s', (_what, affiliations, lines) => expect(misbilledAffiliations(affiliations, lines)).toEqual([]));

  it.each<[string, AffiliationHeld[], AffiliationLine[]]>([
    ['was never invoiced', [held()], []],
    ['another line bills it', [held()], [line({ net: 29_999 })]],
    ['another line bills it', [held()], [line({ club: 'sister' })]],
    ['credited whole, and it goes on', [held()], [line({ credited: 34_493, lastOn: '2027-08-31' })]],
    ['cancelled, and it goes on', [held()], [line({ decisions: 1 })]],
    ['ended without a decision', [held({ ended: true })], [line({ credited: 34_493, lastOn: '2026-11-22' })]],
    ['decided 2 times', [held({ ended: true })], [line({ decisions: 2 })]],
    ['nobody holds it', [], [line()]],
  ])('MEM-19: is broken when it %s', (words, affiliations, lines) =>
    expect(misbilledAffiliations(affiliations, lines)).toEqual([expect.stringContaining(words)]),
  );
});
