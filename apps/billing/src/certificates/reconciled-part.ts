import type { ActingOrganization } from '#contracts/caller';
import type { Uuid } from '#kernel/ids';
import { requireRole } from '#platform/messaging/context';

/** Whose pairs somebody may see: a federation's administrator those of all its clubs, or of one; a club's its own. */
export interface ReconciledPart {
  readonly organization: ActingOrganization;
  readonly federationId: Uuid | null; // None: there are no two levels.
  readonly clubId: Uuid | null;
}

export function reconciledPart(clubId?: Uuid): ReconciledPart {
  const { organization } = requireRole('federation-administrator', 'club-administrator');
  const { id, federationId } = organization;
  if (federationId === id) return { organization, federationId, clubId: clubId ?? null };
  const another = clubId !== undefined && clubId !== id;
  return { organization, federationId: another ? null : federationId, clubId: id }; // Of another club it sees nothing.
}
