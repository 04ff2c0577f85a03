import type { PlannedUpstream } from '#contracts/billing/cancellations';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import type { Uuid } from '#kernel/ids';
import { fingerprint } from '#kernel/fingerprint';
import { plannedUpstream, type DraftedCancellations } from './draft-cancellations.js';

/** What is shown of a cancellation: its documents, what becomes of the level above, and balances that count what is given back. */
export function plannedCancellations(
  planned: PlannedBilling,
  { plan, decisions, upstream }: DraftedCancellations,
  recurringChargeIds: readonly Uuid[],
): PlannedBilling & { upstream: PlannedUpstream[] } {
  const accounts = planned.accounts.map((account) => {
    const refunds = decisions.filter(({ id }) =>
      plan.documents.some(
        ({ operationId, billingAccountId, issuerId }) =>
          operationId === id && billingAccountId === account.billingAccountId && issuerId === decisions[0].issuerId,
      ),
    );
    return { ...account, balanceAfterMinor: account.balanceAfterMinor + refunds.reduce((sum, one) => sum + one.refundedMinor, 0) };
  });
  const shown = plannedUpstream(upstream);
  const decided = decisions.map(({ creditedMinor, feeMinor, refundedMinor }) => `${creditedMinor} ${feeMinor} ${refundedMinor}`);
  const above = shown.map(({ policy, state, askedMinor }) => `${policy} ${state} ${askedMinor}`);
  const previewHash = fingerprint([planned.previewHash, ...decided, ...above, ...recurringChargeIds]);
  const ended = recurringChargeIds.length > 0 ? { endedRecurringCharges: [...recurringChargeIds] } : {};
  return { ...planned, ...ended, accounts, upstream: shown, previewHash };
}
