/** How money moves (BIL-11): through a provider, by hand, or, for `external`, outside the system altogether (IMP-14). */
export const paymentMethods = ['cash', 'cheque', 'terminal', 'card', 'electronic-cheque', 'transfer', 'external'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** Those a provider charges. All others are recorded by whoever took the money. */
export const electronicMethods = ['card', 'electronic-cheque'] as const;
export type ElectronicMethod = (typeof electronicMethods)[number];

export const manualMethods = ['cash', 'cheque', 'terminal', 'transfer', 'external'] as const;
export type ManualMethod = (typeof manualMethods)[number];
