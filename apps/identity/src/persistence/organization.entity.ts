import { createHash } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import type { ActingOrganization } from '#contracts/caller';
import type { OrganizationRecord, TaxSetting } from '#contracts/identity/organizations';
import { organizationKinds } from '#kernel/roles';

const OrganizationSchema = defineEntity({
  name: 'Organization',
  tableName: 'organizations',
  properties: {
    id: p.uuid().primary(),
    kind: p.enum(organizationKinds),
    federationId: p.uuid().nullable(),
    name: p.text(),
    currency: p.text(),
    timeZone: p.text(),
    languages: p.array(),
    country: p.text(),
    province: p.text().nullable(),
    freemium: p.boolean(),
    taxes: p.json<TaxSetting[]>(),
    version: p.integer(),
    registration: p.text(), // Fingerprint of the request that registered it, to recognize its repeat.
    createdAt: p.datetime(),
  },
});

export class Organization extends OrganizationSchema.class {
  record(): OrganizationRecord {
    const { id, kind, federationId, name, currency, timeZone, languages, country, province, freemium, taxes, version } = this;
    return {
      id,
      kind,
      federationId: federationId ?? null,
      name,
      currency,
      timeZone,
      languages,
      country,
      province: province ?? null,
      freemium,
      taxes,
      version,
    };
  }

  /** What services need to know of the organization somebody acts for. */
  acting(): ActingOrganization {
    const { id, kind, federationId, name, currency, timeZone, languages } = this;
    return { id, kind, federationId: federationId ?? null, name, currency, timeZone, languages };
  }
}
OrganizationSchema.setClass(Organization);

/** What tells a repeated registration from another one under the same id. */
export function registrationOf(organization: Omit<OrganizationRecord, 'version'>): string {
  const { id, kind, federationId, name, currency, timeZone, languages, country, province, freemium, taxes } = organization;
  const taxList = taxes.map(({ code, ratePpm, registration, kinds, compound }) => [
    code,
    ratePpm,
    registration ?? null,
    kinds ?? null,
    ...(compound ? ['compound'] : []),
  ]);
  const fields = [id, kind, federationId, name, currency, timeZone, languages, country, province, freemium, taxList];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
