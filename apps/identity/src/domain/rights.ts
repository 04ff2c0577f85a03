import type { Caller } from '#contracts/caller';
import type { Uuid } from '#kernel/ids';
import { administratorOf, holds, type Right } from '#kernel/rights';
import { isStaffRole, staffRoles, type OrganizationKind, type Role } from '#kernel/roles';

/*
 * Who may arrange what: an operator everything about organizations and access, a federation's administrator in the federation
 * and its clubs, a club's (gym's, dealership's) administrator at home; an employee or a key with scopes as far as their rights go.
 */

export interface Ruled {
  readonly id: Uuid;
  readonly federationId: Uuid | null; // A federation names itself.
}

const atHome = { settings: 'settings.change', 'settings to read': 'settings.read', access: 'access.manage' } as const;
const inClubs = { settings: 'clubs.manage', 'settings to read': 'clubs.manage', access: 'clubs.access' } as const;

/** What there is to manage of an organization: what it says of itself, or who has access. */
export type Managed = keyof typeof atHome;

export const isOperator = (caller: Caller): boolean => caller.roles.includes('operator');

/** Whether the caller may register an organization of this kind in this network. */
export function mayRegister(caller: Caller, kind: OrganizationKind, federationId: Uuid | null): boolean {
  const ofNetwork = kind === 'club' && federationId !== null && federationId === federationOf(caller);
  return isOperator(caller) || (ofNetwork && holds(rightsOfCaller(caller), 'clubs.manage'));
}

/** Whether the caller may change the organization's settings, or give and take access to it. */
export function mayManage(caller: Caller, organization: Ruled, what: Managed): boolean {
  return (
    isOperator(caller) || isFederationOver(caller, organization, inClubs[what]) || isAdministratorOf(caller, organization.id, atHome[what])
  );
}

/** Whether an import records payments of its clients (Freemium, IMP-14) is agreed above the club. */
export function maySetFreemium(caller: Caller, organization: Ruled): boolean {
  const itself = organization.id === federationOf(caller) && mayManage(caller, organization, 'settings');
  return isOperator(caller) || itself || isFederationOver(caller, organization, inClubs.settings);
}

/** The roles an organization of this kind hands out to its users; a key's is the first. */
export const rolesWithin = (kind: OrganizationKind): readonly Role[] => [
  administratorOf(kind),
  ...staffRoles.filter((role) => role === 'employee' || kind === 'dealership'), // Directors are a dealership's.
];

/** Undefined for all there are. */
export const rightsOfCaller = ({ rights, roles }: Caller): readonly Right[] | undefined =>
  rights ?? (roles.some(isStaffRole) ? [] : undefined);

/** Whether the caller's rights reach as far as those they would give: undefined stands for all. */
export function mayGive(caller: Caller, given: readonly Right[] | undefined): boolean {
  const held = rightsOfCaller(caller);
  return held === undefined || (given !== undefined && given.every((right) => held.includes(right)));
}

function federationOf(caller: Caller): Uuid | undefined {
  return worksAs(caller, 'federation-administrator') && caller.organization?.kind === 'federation' ? caller.organization.id : undefined;
}

/** A federation's own settings are no club's. */
const isFederationOver = (caller: Caller, { id, federationId }: Ruled, right: Right): boolean =>
  federationId !== null && federationId !== id && federationId === federationOf(caller) && holds(rightsOfCaller(caller), right);

const isAdministratorOf = (caller: Caller, id: Uuid, right: Right): boolean =>
  caller.organization?.id === id && worksAs(caller, administratorOf(caller.organization.kind)) && holds(rightsOfCaller(caller), right);

/** An employee works in the administrator's place, as far as their rights go. */
const worksAs = ({ roles }: Caller, role: Role): boolean => roles.includes(role) || roles.some(isStaffRole);
