import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Right } from '#kernel/rights';
import type { OrganizationKind, Role } from '#kernel/roles';

/** The organization somebody acts for, with what services need to serve it. */
export interface ActingOrganization {
  readonly id: Uuid;
  readonly kind: OrganizationKind;
  readonly federationId: Uuid | null; // The network it belongs to; a federation names itself, a stand-alone gym or dealership nobody.
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly languages: readonly string[];
}

/**
 * On whose behalf a message was sent, as the signed token it carries says.
 * `organizations` are those whose rows the database will show; they are derived on the server, never taken from a request.
 */
export interface Caller {
  readonly kind: 'user' | 'api-key' | 'flow' | 'service';
  readonly id: string; // The user, the key, the flow ("resale-import:<import id>") or the service.
  readonly name: string; // For audit entries.
  readonly roles: readonly Role[]; // In the acting organization.
  readonly rights?: readonly Right[]; // Of an employee or a key with scopes; absent, all that the role may be granted.
  readonly organization: ActingOrganization | null;
  readonly organizations: readonly Uuid[];
  readonly federationId: Uuid | null;
}

/** The services, by the first token of the subjects they own. */
export const services = ['gateway', 'identity', 'memberships', 'billing', 'imports', 'leads'] as const;
export type ServiceName = (typeof services)[number];

export type { LocalDate, Uuid };
