import fc from 'fast-check';

/* What may happen in a history. Indexes wrap around: they mean one of whatever there is. */

export type RuleAct = 'off' | 'enabled' | 'greater-price' | 'all' | 'none';
export type Visibility = 'immediate' | 'hidden' | 'unavailable';

export type Act =
  | { act: 'reprice'; offer: number; original: number }
  | { act: 'rule'; offer: number; rule: RuleAct }
  | { act: 'quota'; offer: number; quota: number | null }
  | { act: 'archive'; offer: number; archived: boolean }
  | { act: 'show'; offer: number; visibility: Visibility }
  | { act: 'list'; club: number; offer: number; selling: number | null; active: boolean; visibility: Visibility }
  | { act: 'sell'; club: number; offer: number; people: number[]; confirmed: boolean }
  | { act: 'replace'; club: number; memberships: number[]; offer: number; anyState: boolean }
  | { act: 'cancel'; club: number; memberships: number[]; halves: boolean; anyState: boolean }
  | { act: 'pay'; club: number; person: number | null; amount: number }
  | { act: 'draft'; changes: { offer: number; original: number | null; rule: RuleAct | null }[]; published: boolean };

/** How a catalogue begins. */
export interface Beginning {
  readonly term: 'season' | 'months';
  readonly original: number;
  readonly rule: RuleAct;
  readonly quota: number | null;
  readonly adultsOnly: boolean;
  readonly selling: readonly (number | null | 'not listed')[]; // By club.
}

const price = fc.integer({ min: 0, max: 20_000 });
const ownPrice = fc.option(price, { nil: null, freq: 3 });
const index = fc.nat(5); // Even for two clubs, and for three offers.
const rule = fc.constantFrom<RuleAct[]>('enabled', 'enabled', 'enabled', 'greater-price', 'all', 'none', 'off');
const quota = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
const visibility = fc.constantFrom<Visibility[]>('immediate', 'hidden', 'unavailable');
const some = fc.oneof(
  { weight: 4, arbitrary: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(fc.nat(2), { minLength: 2, maxLength: 3 }) }, // Somebody twice.
);
const seldom = fc.constantFrom(false, false, false, false, true);
const act = <A extends Act['act']>(name: A) => fc.constant(name);

export const beginnings = fc.array(
  fc.record<Beginning>({
    term: fc.constantFrom('season', 'season', 'months'),
    original: price,
    rule,
    quota: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null, freq: 1 }),
    adultsOnly: seldom,
    selling: fc.array(fc.oneof({ weight: 9, arbitrary: ownPrice }, { weight: 1, arbitrary: fc.constant('not listed' as const) }), {
      minLength: 2,
      maxLength: 2,
    }),
  }),
  { minLength: 3, maxLength: 3 },
);

const sale = fc.record({ act: act('sell'), club: index, offer: index, people: some, confirmed: fc.boolean() });

const further = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: sale },
    {
      weight: 6,
      arbitrary: fc.record({
        act: act('replace'),
        club: index,
        memberships: some,
        offer: fc.constantFrom(1, 2, 1, 2, 1, 2, 0),
        anyState: seldom,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        act: act('cancel'),
        club: index,
        memberships: fc.array(index, { minLength: 1, maxLength: 2 }),
        halves: fc.boolean(),
        anyState: seldom,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        act: act('pay'),
        club: index,
        person: fc.option(index, { nil: null }),
        amount: fc.integer({ min: 1, max: 30_000 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ act: act('reprice'), offer: index, original: price }) },
    { weight: 2, arbitrary: fc.record({ act: act('rule'), offer: index, rule }) },
    { weight: 1, arbitrary: fc.record({ act: act('quota'), offer: index, quota }) },
    { weight: 1, arbitrary: fc.record({ act: act('archive'), offer: index, archived: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ act: act('show'), offer: index, visibility }) },
    {
      weight: 2,
      arbitrary: fc.record({ act: act('list'), club: index, offer: index, selling: ownPrice, active: fc.boolean(), visibility }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        act: act('draft'),
        changes: fc.array(fc.record({ offer: index, original: fc.option(price, { nil: null }), rule: fc.option(rule, { nil: null }) }), {
          minLength: 1,
          maxLength: 3,
        }),
        published: fc.constantFrom(true, true, false),
      }),
    },
  ),
  { maxLength: 8, size: 'max' },
);

/** Somebody holds something first: most of what may happen happens to it. */
export const acts: fc.Arbitrary<Act[]> = fc.tuple(sale, sale, further).map(([first, second, rest]) => [first, second, ...rest]);
