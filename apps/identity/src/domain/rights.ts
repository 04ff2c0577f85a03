import type { Caller } from '#contracts/caller';
import type { Uuid } from '#kernel/ids';
import type { OrganizationKind, Role } from '#kernel/roles';

/*
 * Who may arrange what: an operator everything about organizations and access, a federation's administrator in the federation
 * and its clubs, a club's (gym's, dealership's) administrator at home.
 */

export interface Ruled {
  readonly id: Uuid;
  readonly federationId: Uuid | null; // A federation names itself.
}

export const isOperator = (caller: Caller): boolean => caller.roles.includes('operator');

/** Whether the caller may register an organization of this kind in this network. */
export function mayRegister(caller: Caller, kind: OrganizationKind, federationId: Uuid | null): boolean {
  return isOperator(caller) || (kind === 'club' && federationId !== null && federationId === federationOf(caller));
}

/** Whether the caller may change the organization's settings, and give or take access to it. */
export function mayManage(caller: Caller, organization: Ruled): boolean {
  return isOperator(caller) || isFederationOver(caller, organization) || isAdministratorOf(caller, organization.id);
}

/** Whether an import records payments of its clients (Freemium, IMP-14) is agreed above the club. */
export function maySetFreemium(caller: Caller, organization: Ruled): boolean {
  return isOperator(caller) || isFederationOver(caller, organization);
}

/** The one role an organization of this kind hands out. */
export const roleWithin = (kind: OrganizationKind): Role => (kind === 'federation' ? 'federation-administrator' : 'club-administrator');

function federationOf(caller: Caller): Uuid | undefined {
  return caller.roles.includes('federation-administrator') && caller.organization?.kind === 'federation'
    ? caller.organization.id
    : undefined;
}

const isFederationOver = (caller: Caller, { federationId }: Ruled): boolean =>
  federationId !== null && federationId === federationOf(caller);

const isAdministratorOf = (caller: Caller, id: Uuid): boolean =>
  caller.organization?.id === id && caller.roles.some((role) => role === 'club-administrator' || role === 'federation-administrator');
