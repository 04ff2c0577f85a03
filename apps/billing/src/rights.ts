import type { ActingOrganization, Caller } from '#contracts/caller';
import { requireRole } from '#platform/messaging/context';

/** What only some may do with money, each a right of its own (BIL-18): by role here, by permission group and scope before the handler runs. */
export type MoneyRight = 'bill' | 'credit' | 'write-off' | 'decide-upstream' | 'settings';

const administrators = ['federation-administrator', 'club-administrator'] as const;
const holders = {
  bill: administrators,
  credit: administrators,
  'write-off': administrators,
  'decide-upstream': ['federation-administrator'],
  settings: administrators,
} as const;

/** The caller, when it has the right in the organization it acts for; otherwise `platform.forbidden`. */
export const requireRight = (right: MoneyRight): Caller & { organization: ActingOrganization } => requireRole(...holders[right]);
