import type { ActingOrganization, Caller } from '#contracts/caller';
import { newId, type Uuid } from '#kernel/ids';
import type { Role } from '#kernel/roles';

/** A federation in Quebec, unless told otherwise. */
export function someFederation(changes: Partial<ActingOrganization> = {}): ActingOrganization {
  const id = changes.id ?? newId();
  return { ...quebec, kind: 'federation', name: 'Fédération de patinage', federationId: id, ...changes, id };
}

/** A club of a federation. */
export function someClub(federation: ActingOrganization | Uuid = newId(), changes: Partial<ActingOrganization> = {}): ActingOrganization {
  const federationId = typeof federation === 'string' ? federation : federation.id;
  return { ...quebec, kind: 'club', name: 'Club de patinage', federationId, ...changes, id: changes.id ?? newId() };
}

export interface CallerTraits {
  role?: Role;
  /** The one it acts for; a club of its own when absent. */
  organization?: ActingOrganization;
  /** Of the club made for it. */
  federation?: ActingOrganization | Uuid;
  /** Whose rows it sees; those of its own organization when absent. */
  organizations?: readonly Uuid[];
  kind?: 'user' | 'api-key';
  id?: Uuid;
  name?: string;
}

/** Somebody signed in: a club's administrator, unless told otherwise. */
export function someCaller(traits: CallerTraits = {}): Caller {
  const { role = 'club-administrator', federation, kind = 'user', id = newId(), name = 'Camille Tremblay' } = traits;
  const organization = traits.organization ?? (role === 'federation-administrator' ? someFederation() : someClub(federation));
  const organizations = traits.organizations ?? [organization.id];
  return { kind, id, name, roles: [role], organization, organizations, federationId: organization.federationId };
}

/** The installation's operator, who acts for no organization. */
export function someOperator(): Caller {
  return { kind: 'user', id: newId(), name: 'Operator', roles: ['operator'], organization: null, organizations: [], federationId: null };
}

const quebec = { currency: 'CAD', timeZone: 'America/Toronto', languages: ['fr', 'en'] };
