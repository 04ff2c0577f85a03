import type { Uuid } from '#kernel/ids';
import type { Holding } from './holding.js';

/** What a batch of sales is judged against: who holds what, and how many the reseller has sold. Each sale judged good is added. */
export class Standing {
  private readonly held = new Map<string, Holding[]>();
  private readonly sold: Map<Uuid, number>;

  constructor({ holdings, taken }: { holdings: readonly Holding[]; taken?: ReadonlyMap<Uuid, number> }) {
    this.sold = new Map(taken);
    for (const holding of holdings) this.hold(holding);
  }

  /** Somebody new holds nothing yet. */
  holdingsOf(personId: Uuid | null, offerId: Uuid): readonly Holding[] {
    return personId === null ? [] : (this.held.get(`${personId}/${offerId}`) ?? []);
  }

  taken(offerId: Uuid): number {
    return this.sold.get(offerId) ?? 0;
  }

  add(sale: Omit<Holding, 'personId'> & { readonly personId: Uuid | null }): void {
    this.sold.set(sale.offerId, this.taken(sale.offerId) + 1);
    if (sale.personId !== null) this.hold({ ...sale, personId: sale.personId });
  }

  /** A claim that needs no new quota: the sale was counted before. */
  hold(holding: Holding): void {
    const key = `${holding.personId}/${holding.offerId}`;
    const others = this.held.get(key);
    if (others) others.push(holding);
    else this.held.set(key, [holding]);
  }
}
