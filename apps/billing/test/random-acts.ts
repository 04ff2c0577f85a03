import fc from 'fast-check';
import type { CreditAsk } from '#contracts/billing/credits';

/*
 * What may happen to a family, its club and its federation, in any order. Sales, lines, payments, matches and imports are named by a
 * place among those there are: what is named of nothing does not happen.
 */

export type Level = 'client' | 'corporate';
export const levels: readonly Level[] = ['client', 'corporate'];

/** Prices before taxes. */
interface Prices {
  readonly selling: number;
  readonly original: number;
}

/** An amount measured by what there is: a share of it, all of it, or a cent more. */
export type Measure = number | 'all' | 'beyond';

/** What is asked to be credited of a line; `left`: an amount measured by what is left of it. */
export type Ask = CreditAsk | { readonly kind: 'left'; readonly of: Measure };

export type Act = { readonly twice: boolean } & (
  | ({ readonly act: 'sell' } & Prices)
  | ({ readonly act: 'import'; readonly rows: number } & Prices)
  | { readonly act: 'undo'; readonly imported: number }
  | { readonly act: 'bill'; readonly level: Level; readonly amount: number; readonly discount: number; readonly tax: 'added' | 'included' }
  | { readonly act: 'pay'; readonly level: Level; readonly amount: number; readonly leaveFree: boolean }
  | { readonly act: 'plan-cheque'; readonly level: Level; readonly amount: number; readonly due: boolean }
  | { readonly act: 'deposit'; readonly cheque: number }
  | { readonly act: 'match'; readonly level: Level; readonly payment: number; readonly line: number; readonly amount: Measure }
  | { readonly act: 'match-account'; readonly level: Level }
  | { readonly act: 'undo-match'; readonly level: Level; readonly match: number }
  | { readonly act: 'refund'; readonly level: Level; readonly amount: Measure }
  | { readonly act: 'reverse'; readonly level: Level; readonly payment: number }
  | { readonly act: 'credit'; readonly sale: number; readonly client: Ask | null; readonly corporate: Ask | null }
  | { readonly act: 'credit-line'; readonly level: Level; readonly line: number; readonly ask: Ask }
  | { readonly act: 'write-off'; readonly level: Level; readonly line: number }
  | { readonly act: 'cancel'; readonly sale: number; readonly ask: Ask | { kind: 'less-fee'; fee: number }; readonly refund: Measure }
  | ({ readonly act: 'replace'; readonly sale: number } & Prices)
  | { readonly act: 'recognise'; readonly level: Level }
);

/** How the club and its federation have it. */
export interface Setting {
  readonly taxed: boolean;
  readonly freemium: boolean; // Money of the club's clients is received elsewhere (IMP-14).
  readonly mirrored: boolean; // The federation credits what its clubs cancel (MEM-20).
  readonly accrual: boolean; // Both earn a term over its days (BIL-22).
}

export interface History {
  readonly setting: Setting;
  readonly acts: readonly Act[];
}

const price = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 20_000 }) }, { weight: 1, arbitrary: fc.constant(0) });
const cents = fc.integer({ min: 1, max: 30_000 });
const place = fc.nat(7);
const level = fc.constantFrom(...levels);
const measure: fc.Arbitrary<Measure> = fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom<Measure[]>('all', 'all', 'beyond'));
const creditAsk: fc.Arbitrary<Ask> = fc.oneof(
  fc.record({ kind: fc.constant('left' as const), of: measure }),
  fc.constant({ kind: 'whole' as const }),
  fc.record({ kind: fc.constant('percent' as const), percentPpm: fc.integer({ min: 0, max: 1_000_000 }) }),
  fc.record({
    kind: fc.constant('amount' as const),
    amountMinor: fc.integer({ min: 0, max: 5000 }),
    tax: fc.constant('included' as const),
  }),
);
const cancelAsk = fc.oneof(
  { weight: 3, arbitrary: creditAsk },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('less-fee' as const), fee: fc.integer({ min: 1, max: 4000 }) }) },
);

const twice = fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const said = <T extends object>(weight: number, shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => ({
  weight,
  arbitrary: fc.record({ twice, ...shape }) as unknown as fc.Arbitrary<Act>,
});
const is = <T extends string>(act: T) => fc.constant(act);

const begins = fc.oneof(
  said(3, { act: is('sell'), selling: price, original: price }),
  said(2, { act: is('import'), rows: fc.integer({ min: 1, max: 3 }), selling: price, original: price }),
  said(1, { act: is('bill'), level, amount: cents, discount: fc.nat(500), tax: fc.constantFrom('added', 'included') }),
);
const follows = fc.oneof(
  said(4, { act: is('sell'), selling: price, original: price }),
  said(2, { act: is('import'), rows: fc.integer({ min: 1, max: 3 }), selling: price, original: price }),
  said(3, { act: is('undo'), imported: fc.nat(1) }),
  said(2, { act: is('bill'), level, amount: cents, discount: fc.nat(500), tax: fc.constantFrom('added', 'included') }),
  said(6, { act: is('pay'), level, amount: cents, leaveFree: fc.boolean() }),
  said(1, { act: is('plan-cheque'), level, amount: cents, due: fc.boolean() }),
  said(2, { act: is('deposit'), cheque: fc.nat(1) }),
  said(2, { act: is('match'), level, payment: place, line: place, amount: measure }),
  said(2, { act: is('match-account'), level }),
  said(2, { act: is('undo-match'), level, match: place }),
  said(4, { act: is('refund'), level, amount: measure }),
  said(2, { act: is('reverse'), level, payment: place }),
  said(3, { act: is('credit'), sale: place, client: fc.option(creditAsk), corporate: fc.option(creditAsk) }),
  said(2, { act: is('credit-line'), level, line: place, ask: creditAsk }),
  said(1, { act: is('write-off'), level, line: place }),
  said(4, { act: is('cancel'), sale: place, ask: cancelAsk, refund: fc.oneof(fc.constant<Measure>(0), measure) }),
  said(3, { act: is('replace'), sale: place, selling: price, original: price }),
  said(1, { act: is('recognise'), level }),
);

/** Something is owed first; then up to eleven things happen. */
export const histories: fc.Arbitrary<History> = fc.record({
  setting: fc.record({ taxed: fc.boolean(), freemium: fc.boolean(), mirrored: fc.boolean(), accrual: fc.boolean() }),
  acts: fc.tuple(begins, fc.array(follows, { maxLength: 11 })).map(([first, more]) => [first, ...more]),
});
