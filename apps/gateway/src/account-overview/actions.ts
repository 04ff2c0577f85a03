import type { Caller } from '#contracts/caller';
import type { AccountRecord } from '#contracts/identity/accounts.query';
import { RequestActivation } from '#contracts/identity/activation';
import { AddMember, ArchiveAccount } from '#contracts/identity/managing';
import { CheckIn, BlockEntry } from '#contracts/memberships/entry';
import { CancelHeldMemberships } from '#contracts/memberships/cancellations';
import { ReplaceMemberships } from '#contracts/memberships/replacements';
import { SellMemberships } from '#contracts/memberships/sales';
import { AssignSkill } from '#contracts/memberships/skills';
import { PlanPayment } from '#contracts/billing/planned-payments';
import { GiveRefund, MatchAccount, RecordPayment } from '#contracts/billing/payments';
import { CreateInvoice } from '#contracts/billing/staff-documents';
import type { RequestClass } from '#contracts/message';
import { rightsNeededFor } from '#contracts/rights';
import { isStaffRole } from '#kernel/roles';
import { holds } from '#kernel/rights';

/*
 * What somebody may do with a client account now (ID-25): what their rights allow, by the table that every service asks, and what the
 * account itself allows.
 */

export const accountActions = [
  'add-member',
  'request-activation',
  'sell',
  'create-invoice',
  'record-payment',
  'match-payments',
  'plan-payment',
  'give-refund',
  'replace-membership',
  'cancel-membership',
  'assign-skill',
  'check-in',
  'block-entry',
  'archive',
  'restore',
] as const;
export type AccountAction = (typeof accountActions)[number];

interface Rule {
  readonly request: RequestClass;
  /** Where it is sent. `{account}`, `{person}` and `{billingAccount}` stand for the ids of the account’s own. */
  readonly path: string;
  readonly on?: (account: AccountRecord) => boolean;
}

const living = ({ archivedAt }: AccountRecord): boolean => archivedAt === null;

const rules: Record<AccountAction, Rule> = {
  'add-member': {
    request: AddMember,
    path: '/v1/accounts/{account}/members',
    on: (account) => living(account) && account.consent === 'given', // ID-9
  },
  'request-activation': {
    request: RequestActivation,
    path: '/v1/accounts/{account}/activation',
    on: (account) => living(account) && !account.owner.placeholder && account.email !== null && account.activation.state !== 'active',
  },
  sell: { request: SellMemberships, path: '/v1/sales', on: living },
  'create-invoice': { request: CreateInvoice, path: '/v1/invoices' },
  'record-payment': { request: RecordPayment, path: '/v1/payments' },
  'match-payments': { request: MatchAccount, path: '/v1/billing-accounts/{billingAccount}/matching' },
  'plan-payment': { request: PlanPayment, path: '/v1/planned-payments' },
  'give-refund': { request: GiveRefund, path: '/v1/refunds' },
  'replace-membership': { request: ReplaceMemberships, path: '/v1/replacements' },
  'cancel-membership': { request: CancelHeldMemberships, path: '/v1/cancellations' },
  'assign-skill': { request: AssignSkill, path: '/v1/people/{person}/skills', on: living },
  'check-in': { request: CheckIn, path: '/v1/check-ins', on: living },
  'block-entry': { request: BlockEntry, path: '/v1/entry-blocks' },
  archive: { request: ArchiveAccount, path: '/v1/accounts/{account}/archive', on: living },
  restore: { request: ArchiveAccount, path: '/v1/accounts/{account}/restore', on: (account) => !living(account) },
};

/** Whether the caller’s rights would let a request through. */
export function maySend({ rights, roles }: Pick<Caller, 'rights' | 'roles'>, request: RequestClass): boolean {
  const held = rights ?? (roles.some(isStaffRole) ? [] : undefined);
  const needed = rightsNeededFor(request.subject);
  return held === undefined || needed === 'none' || needed.some((right) => holds(held, right));
}

/** In the order of the list. Of an account that nobody could be asked about, what the rights alone allow. */
export const actionsOn = (
  account: AccountRecord | undefined,
  caller: Pick<Caller, 'rights' | 'roles'>,
): { action: AccountAction; path: string }[] =>
  accountActions.flatMap((action) => {
    const { request, path, on } = rules[action];
    return maySend(caller, request) && (!account || !on || on(account)) ? [{ action, path }] : [];
  });
