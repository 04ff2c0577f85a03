import { IsShape, aCount, aFlag, aText, anId, aWhole, listOf, maybe, oneOf } from '../rows.js';
import { organizationKinds } from '#kernel/roles';
import type { OrganizationRecord } from './organizations.js';

/** An organization was registered or changed: its whole record, so that a service can keep its own copy in version order. */
export class OrganizationRegistered {
  static readonly subject = 'identity.event.organization-registered.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = ['memberships', 'billing', 'imports'] as const;
  @IsShape({
    id: anId,
    kind: oneOf(...organizationKinds),
    federationId: maybe(anId),
    name: aText(200),
    currency: aText(3),
    timeZone: aText(64),
    languages: listOf(aText(2), 5),
    country: aText(2),
    province: maybe(aText(10)),
    freemium: aFlag,
    taxes: listOf((tax) => typeof tax === 'object' && tax !== null && aWhole((tax as { ratePpm?: unknown }).ratePpm), 5),
    version: aCount,
  })
  readonly organization!: OrganizationRecord;
}
