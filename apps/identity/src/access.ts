import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { Forbidden } from '#platform/errors/forbidden';
import { currentCaller, requireRole } from '#platform/messaging/context';
import type { TransactionOptions } from '#platform/database/database';
import { isOperator } from './domain/rights.js';

/*
 * Who acts, as the signed token of the message says; never as a field of it says.
 */

export const actingAdministrator = (): Caller & { organization: ActingOrganization } =>
  requireRole('federation-administrator', 'club-administrator');

/** An operator looks over every organization and holds no tenant's rows; everybody else sees their own. */
export const asAdministrator = (): TransactionOptions => (isOperator(currentCaller()) ? { as: 'registrar' } : (actingAdministrator(), {}));

export interface ImportingClub {
  readonly organizationId: Uuid;
  readonly networkId: Uuid;
}

/** The club a file is for: of the administrator who asks, or the one a flow works for. */
export function importingClub(): ImportingClub {
  const caller = currentCaller();
  const organizationId = caller.kind === 'flow' ? clubOfFlow(caller) : requireRole('club-administrator').organization.id;
  if (caller.federationId === null) throw new Forbidden();
  return { organizationId, networkId: caller.federationId };
}

/** Who compares and searches people, over its network: who stands alone is one of its own. */
export function matchingOrganization(): ImportingClub {
  const { organization, federationId } = actingAdministrator();
  return { organizationId: organization.id, networkId: federationId ?? organization.id };
}

export interface MergingOrganization {
  readonly organization: ActingOrganization;
  readonly networkId: Uuid; // Who stands alone is a network of its own.
}

/** Who makes two people one, of its clients or, as a federation, of its network. */
export function mergingOrganization(): MergingOrganization {
  const { organization, federationId } = actingAdministrator();
  return { organization, networkId: federationId ?? organization.id };
}

/** A flow works for one club, and for its federation where it writes at both levels. */
function clubOfFlow({ organizations, federationId }: Caller): Uuid {
  const clubs = organizations.filter((id) => id !== federationId);
  if (clubs.length !== 1) throw new Forbidden();
  return clubs[0];
}

/** Who sells: the organization whose administrator asks, or the one that a flow works for. */
export function sellingOrganization(): Uuid {
  const caller = currentCaller();
  if (caller.kind !== 'flow') return actingAdministrator().organization.id;
  return caller.organization?.id ?? clubOfFlow(caller);
}

/** Whoever signed in by username and password, for what is theirs alone; an API key has no sign-in. */
export function signedInUser(): Uuid {
  const { kind, id } = currentCaller();
  if (kind !== 'user') throw new Forbidden('Only somebody who signed in may do this.');
  return id;
}
