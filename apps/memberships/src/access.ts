import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { Forbidden } from '#platform/errors/forbidden';
import { currentCaller, requireRole } from '#platform/messaging/context';

/*
 * Who acts, as the signed token of the message says; never as a field of it says.
 */

/** An organization of a network: the federation itself, or a club of it, which resells. */
export type InNetwork = ActingOrganization & { readonly federationId: Uuid };

/** A reseller, and the federation it sells for. */
export interface ActingSeller {
  readonly sellerId: Uuid;
  readonly federationId: Uuid;
}

/** The federation whose administrator asks. */
export function actingFederation(): ActingOrganization {
  const { organization } = requireRole('federation-administrator');
  if (organization.kind !== 'federation') throw new Forbidden();
  return organization;
}

/** Whoever designs memberships or has a warehouse: a federation, a club, a gym that stands alone. */
export function actingAdministrator(): ActingOrganization {
  const { organization } = requireRole('federation-administrator', 'club-administrator');
  if (organization.kind === 'dealership') throw new Forbidden();
  return organization;
}

/** The club whose administrator asks. */
export function actingReseller(): InNetwork {
  const { organization } = requireRole('club-administrator');
  if (organization.kind !== 'club') throw new Forbidden();
  return inNetwork(organization);
}

/** Either level of a network. */
export const actingInNetwork = (): InNetwork => inNetwork(requireRole('federation-administrator', 'club-administrator').organization);

/** Whom a sale is for: the club whose administrator asks, or the one a flow works for. */
export function actingSeller(): ActingSeller {
  const caller = currentCaller();
  if (caller.kind === 'flow') return sellerOfFlow(caller);
  const { id, federationId } = actingReseller();
  return { sellerId: id, federationId };
}

function inNetwork({ federationId, ...organization }: ActingOrganization): InNetwork {
  if (federationId === null) throw new Forbidden();
  return { ...organization, federationId };
}

/** A flow works for one club, and for its federation where it writes at both levels. */
function sellerOfFlow({ organizations, federationId }: Caller): ActingSeller {
  const sellers = organizations.filter((id) => id !== federationId);
  if (federationId === null || sellers.length !== 1) throw new Forbidden();
  return { sellerId: sellers[0], federationId };
}
