/**
 * Where an amount goes in the books of the issuer. Debits are positive, credits negative, so the postings of one entry sum to zero.
 * Revenue carries the item's ledger code (BIL-21), a tax its own.
 */
export const ledgerAccounts = [
  'receivable',
  'revenue',
  'deferred-revenue', // Of a term that isn't over (BIL-22).
  'bad-debt', // Written off (BIL-18).
  'tax-payable',
  'cash',
  'cheques',
  'terminal',
  'online-payments', // Cards and electronic cheques, until the provider pays out.
  'bank', // Transfers.
  'external-payments', // Paid outside the system: no money moved (IMP-14).
] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

export interface Posting {
  readonly account: LedgerAccount;
  readonly code: string | null;
  readonly amountMinor: number;
}

/** The codes of one account with their amounts, in the order they first appear; a code that appears twice is summed. */
export function creditByCode(account: LedgerAccount, amounts: Iterable<readonly [code: string, amountMinor: number]>): Posting[] {
  const byCode = new Map<string, number>();
  for (const [code, amountMinor] of amounts) byCode.set(code, (byCode.get(code) ?? 0) - amountMinor);
  return Array.from(byCode, ([code, amountMinor]) => ({ account, code, amountMinor: amountMinor || 0 })); // Never -0.
}
