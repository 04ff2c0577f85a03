/** What has happened on a billing account, each sum positive. */
export interface AccountTotals {
  readonly invoicedMinor: number;
  readonly creditedMinor: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
}

/** What the balance will be once every planned payment came (BIL-2). */
export const expectedBalance = (balanceMinor: number, plannedMinor: number): number => balanceMinor - plannedMinor;

/** Invoices − credit memos − payments + refunds: positive is owed, negative is credit (BIL-2). */
export function balanceOf({ invoicedMinor, creditedMinor, paidMinor, refundedMinor }: AccountTotals): number {
  return invoicedMinor - creditedMinor - paidMinor + refundedMinor;
}
