import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { Forbidden } from '#platform/errors/forbidden';
import { currentCaller, flowCaller, requireRole, runAs } from '#platform/messaging/context';

/** A club of a federation: it resells, and so it imports. */
export type Club = ActingOrganization & { readonly federationId: Uuid };

/** IMP-1: the administrator of a federation's reseller. */
export function actingClub(): { club: Club; caller: Caller } {
  const caller = requireRole('club-administrator');
  return { club: asClub(caller.organization), caller };
}

/** The club a flow works for. */
export const clubOfFlow = (): Club => asClub(currentCaller().organization);

/** Runs what an import does by itself for just its two organizations, and with nobody's role. */
export function asFlowOf<T>(club: Club, importId: Uuid, work: () => Promise<T>): Promise<T> {
  return runAs(flowCaller(`resale-import:${importId}`, [club.id, club.federationId], club.federationId, club), work);
}

function asClub(organization: ActingOrganization | null): Club {
  if (organization?.kind !== 'club' || organization.federationId === null) throw new Forbidden();
  return { ...organization, federationId: organization.federationId };
}
