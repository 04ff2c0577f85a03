import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { currentCaller, requireRole } from '#platform/messaging/context';

/** Who issues to its clients, and the federation that bills it for that; null: at one level only. */
export interface Levels {
  readonly organizationId: Uuid;
  readonly federationId: Uuid | null;
  readonly organizations: readonly Uuid[]; // Those the transaction works for, and nobody else's.
}

/**
 * The levels a command names, if the caller may act at them: for its own organization and the federation above it. What is written
 * at both is written for just these two, whatever else the caller may see.
 */
export function levelsOf({ organizationId, federationId }: { organizationId: Uuid; federationId?: Uuid | null }): Levels {
  const caller = currentCaller();
  if (caller.kind !== 'flow') requireRole('federation-administrator', 'club-administrator');
  const above = federationId ?? null;
  const strange = !caller.organizations.includes(organizationId) || (above !== null && above !== caller.federationId);
  if (strange || above === organizationId) throw new Missing('billing.no-such-issuer');
  return { organizationId, federationId: above, organizations: above ? [organizationId, above] : [organizationId] };
}
