import { NoSuchTarget } from './offer.errors.js';
import { allows, chosenRule, type Alternative } from './replacement-rule.js';

const some = (id: string, originalMinor: number, changes: Partial<Alternative> = {}): Alternative => ({
  id,
  originalMinor,
  resale: true,
  family: false,
  archived: false,
  ...changes,
});
const recreational = some('recreational', 2500);
const all = [
  recreational,
  some('same price', 2500),
  some('competitive', 6000),
  some('cheaper', 1000),
  some('archived', 9000, { archived: true }),
  some('federation’s own', 7000, { resale: false }),
];

describe('the replacement rule', () => {
  it('REP-2: off lets nothing in, enabled everything, a list what it names', () => {
    expect(allows({ mode: 'off', offerIds: [] }, 'competitive')).toBe(false);
    expect(allows({ mode: 'enabled', offerIds: [] }, 'competitive')).toBe(true);
    expect(allows({ mode: 'list', offerIds: ['competitive'] }, 'competitive')).toBe(true);
    expect(allows({ mode: 'list', offerIds: ['competitive'] }, 'cheaper')).toBe(false);
  });

  it.each([
    ['all', ['same price', 'competitive', 'cheaper']],
    ['none', []],
    ['greater-price', ['competitive']], // CON-2: strictly greater.
  ] as const)('REP-3: the helper "%s" stores the list it makes', (select, offerIds) => {
    expect(chosenRule({ mode: 'list', select }, recreational, all)).toEqual({ mode: 'list', offerIds });
  });

  it('REP-3: a list that was stored is not altered by what happens to prices and memberships later', () => {
    const rule = chosenRule({ mode: 'list', select: 'greater-price' }, recreational, all);
    const later = all.map((offer) => ({ ...offer, originalMinor: 1 })).concat(some('new', 99_000));
    expect(allows(rule, 'competitive')).toBe(true);
    expect(later.filter(({ id }) => allows(rule, id)).map(({ id }) => id)).toEqual(['competitive']);
  });

  it('REP-2: names each alternative once, and nothing that is none', () => {
    const offerIds = ['cheaper', 'cheaper', 'archived'];
    expect(chosenRule({ mode: 'list', offerIds }, recreational, all)).toEqual({ mode: 'list', offerIds: ['cheaper', 'archived'] });
    for (const none of ['recreational', 'federation’s own', 'foreign']) {
      expect(() => chosenRule({ mode: 'list', offerIds: [none] }, recreational, all)).toThrow(NoSuchTarget);
    }
  });

  it('REP-2: off and enabled need no list', () => {
    expect(chosenRule({ mode: 'off' }, recreational, all)).toEqual({ mode: 'off', offerIds: [] });
    expect(chosenRule({ mode: 'enabled' }, recreational, all)).toEqual({ mode: 'enabled', offerIds: [] });
  });
});
