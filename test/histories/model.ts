import type { Uuid } from '#kernel/ids';
import type { RuleAct } from './acts.js';
import type { Person } from './field.js';

/*
 * A page of rules and arithmetic: who may sell and hold what, and who owes what, said in the plainest way. It gives every reason
 * there is against something; the product answers with one of them, or makes it when there is none.
 */

export interface Listing {
  readonly id: Uuid;
  selling: number | null;
  active: boolean;
  version: number;
}
export interface Offer {
  readonly id: Uuid;
  readonly term: 'season' | 'months';
  readonly adultsOnly: boolean;
  original: number;
  rule: 'off' | 'enabled' | Set<Uuid>;
  quota: number | null;
  archived: boolean;
  version: number;
  readonly listings: (Listing | null)[]; // By club.
}
export interface Held {
  id: Uuid;
  readonly person: Person;
  readonly offer: Offer;
  readonly club: number;
  readonly period: Period;
  readonly selling: number;
  readonly original: number;
  readonly client: number; // With taxes, as it was billed.
  readonly corporate: number;
  ended: 'replaced' | 'cancelled' | null;
}
export interface Planned {
  readonly reasons: string[];
  readonly held: Held; // What it would become.
}
export interface Owed {
  client: number;
  corporate: number;
}

type Period = readonly [from: string, until: string];

const season: Period = ['2026-09-01', '2027-06-30'];
/** Of a month that may be bought again 40 days before its end. */
const months: readonly Period[] = [
  ['2026-11-22', '2026-12-21'],
  ['2026-12-22', '2027-01-21'],
];

export class Model {
  readonly members: Held[] = [];
  readonly documents = new Map<string, number>(); // By club, level and kind.
  private readonly clients = new Map<string, number>(); // Owed, by club and account.
  private readonly corporate = [0, 0];

  constructor(
    readonly offers: readonly Offer[],
    private readonly taxed: boolean,
  ) {}

  ofClub = (club: number): Held[] => this.members.filter((one) => one.club === club);
  living = (): Held[] => this.members.filter((one) => one.ended === null);

  /** One after the other, each counting for the next. */
  sales(club: number, offer: Offer, people: readonly Person[]): Planned[] {
    const holding = this.living();
    return people.map((person) => {
      const reasons = this.againstSelling(club, offer);
      return this.planned({ club, offer, person, renews: true }, holding, reasons);
    });
  }

  replacements(club: number, olds: readonly Held[], offer: Offer): Planned[] {
    const holding = this.living();
    return olds.map((old, i) => {
      const reasons: string[] = [];
      if (olds.indexOf(old) < i) reasons.push('no-such-membership'); // Asked for twice.
      if (old.ended) reasons.push('ended');
      const { rule } = old.offer;
      if (rule === 'off') reasons.push('replacement-off');
      if (old.offer === offer || (rule instanceof Set && !rule.has(offer.id))) reasons.push('not-on-list');
      reasons.push(...this.againstSelling(club, offer));
      return this.planned({ club, offer, person: old.person, renews: false }, holding, reasons);
    });
  }

  sell(planned: readonly Planned[]): void {
    for (const { held } of planned) this.invoice(held);
  }

  replace(olds: readonly Held[], planned: readonly Planned[]): void {
    planned.forEach(({ held }, i) => {
      const old = olds[i];
      old.ended = 'replaced';
      this.document(old.club, 'client', 'credit-note');
      this.document(old.club, 'corporate', 'credit-note');
      this.owe(old, { client: -old.client, corporate: -old.corporate });
      this.invoice(held);
    });
  }

  /** MEM-20: the federation credits nothing by default. */
  cancel(old: Held, credit: number): void {
    old.ended = 'cancelled';
    this.document(old.club, 'client', 'credit-note');
    this.owe(old, { client: -credit, corporate: 0 });
  }

  pay(club: number, person: Person | null, amount: number): void {
    if (person) this.clients.set(`${club} ${person.accountId}`, this.owedBy(club, person) - amount);
    else this.corporate[club] -= amount;
  }

  owedBy = (club: number, person: Person): number => this.clients.get(`${club} ${person.accountId}`) ?? 0;
  owedAbove = (club: number): number => this.corporate[club];
  isBilled = (club: number, person: Person | null): boolean =>
    person ? this.clients.has(`${club} ${person.accountId}`) : this.members.some((one) => one.club === club);

  /** REP-3: the helper's list is what it chose then. */
  ruleOf(rule: RuleAct, of: Offer, prices: (offer: Offer) => number = ({ original }) => original): Offer['rule'] {
    if (rule === 'off' || rule === 'enabled') return rule;
    const others = this.offers.filter((other) => other !== of && !other.archived);
    return new Set(
      others.filter((other) => rule === 'all' || (rule === 'greater-price' && prices(other) > prices(of))).map(({ id }) => id),
    );
  }

  private againstSelling(club: number, { listings, archived }: Offer): string[] {
    const listing = listings[club];
    if (!listing) return ['no-such-listing'];
    return [...(listing.active ? [] : ['inactive', 'not-on-sale']), ...(archived ? ['not-on-sale'] : [])];
  }

  private planned(
    { club, offer, person, renews }: { club: number; offer: Offer; person: Person; renews: boolean },
    holding: Held[],
    reasons: string[],
  ): Planned {
    const own = holding.filter((one) => one.person === person && one.offer === offer).map(({ period: [from] }) => from);
    const period = periodOf(offer, own, renews);
    if (own.includes(period[0])) reasons.push('already-held');
    if (offer.adultsOnly && !person.adult) reasons.push('not-eligible');
    const taken = holding.filter((one) => one.club === club && one.offer === offer).length;
    if (offer.quota !== null && taken >= offer.quota) reasons.push('quota-exceeded');

    const { original } = offer;
    const selling = offer.listings[club]?.selling ?? original; // MEM-4
    const amounts = { selling, original, client: this.withTaxes(selling), corporate: this.withTaxes(original) };
    const held: Held = { id: '', person, offer, club, period, ...amounts, ended: null };
    if (reasons.length === 0) holding.push(held);
    return { reasons, held };
  }

  private invoice(held: Held): void {
    this.members.push(held);
    this.document(held.club, 'client', 'invoice');
    this.document(held.club, 'corporate', 'invoice');
    this.owe(held, held);
  }

  private owe({ club, person }: Held, { client, corporate }: Owed): void {
    this.clients.set(`${club} ${person.accountId}`, this.owedBy(club, person) + client);
    this.corporate[club] += corporate;
  }

  private document(club: number, level: string, kind: string): void {
    const key = `${club} ${level} ${kind}`;
    this.documents.set(key, (this.documents.get(key) ?? 0) + 1);
  }

  private withTaxes(net: number): number {
    return this.taxed ? net + halfUp(net * 5, 100) + halfUp(net * 9975, 100_000) : net;
  }
}

/** The month that follows what is held, once its window is open; else the one of today. */
function periodOf({ term }: Offer, held: readonly string[], renews: boolean): Period {
  if (term === 'season') return season;
  const [first, second] = months;
  return renews && held.includes(first[0]) && !held.includes(second[0]) ? second : first;
}

export const halfUp = (part: number, whole: number): number => Math.floor((2 * part + whole) / (2 * whole));
