import type { ElectronicMethod } from '#contracts/billing/payment-methods';
import type { Uuid } from '#kernel/ids';

/** What a provider is asked to take. Under one key it takes it once, however often it is asked. */
export interface ChargeToAsk {
  readonly key: Uuid;
  readonly method: ElectronicMethod;
  readonly instrument: string; // The provider's own name of a card or bank account: we never see numbers.
  readonly amountMinor: number;
  readonly currency: string;
}

/** What a provider is asked to give back of one of its transactions: to the card that paid, never more than it paid (BIL-16). */
export interface RefundToAsk {
  readonly key: Uuid;
  readonly transaction: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Unknown: no answer came, or none that says what happened. It is to be asked again under the same key. */
export type ProviderAnswer =
  | { readonly outcome: 'succeeded'; readonly transaction: string }
  | { readonly outcome: 'declined'; readonly reason: string }
  | { readonly outcome: 'unknown' };

/** Whoever moves electronic money for an installation. It never throws: what cannot be known is unknown. */
export interface PaymentProvider {
  charge(charge: ChargeToAsk): Promise<ProviderAnswer>;
  refund(refund: RefundToAsk): Promise<ProviderAnswer>;
}
