import type { ServiceName } from '#contracts/caller';
import type { CollectedSection } from '#contracts/platform/personal-data';
import { publicId, type Uuid } from '#kernel/ids';

/*
 * The file somebody gets: one JSON document, UTF-8, made for programs and readable by people. Services in a fixed order, in each the
 * sections, in each the records, each with the organization that holds it.
 */

export interface ExportHeader {
  readonly madeAt: string;
  readonly personIds: readonly Uuid[];
  readonly organizations: ReadonlyMap<Uuid, string>; // By name.
}

export interface CollectedPart {
  readonly service: ServiceName;
  readonly sections: readonly CollectedSection[];
}

const bases: Record<string, string> = {
  contract: 'To do what was agreed with you (GDPR, Art. 6(1)(b))',
  law: 'Because the law asks for it (GDPR, Art. 6(1)(c))',
  consent: 'With your consent (GDPR, Art. 6(1)(a))',
  interest: 'For a reason of the organization’s own that you can expect (GDPR, Art. 6(1)(f))',
};

export function exportDocument({ madeAt, personIds, organizations }: ExportHeader, parts: readonly CollectedPart[]): string {
  const services = [...Map.groupBy(parts, ({ service }) => service)].map(([service, of]) => ({
    service,
    sections: merged(of.flatMap(({ sections }) => sections)).map((section) => sectionTold(section, organizations)),
  }));
  const document = {
    format: 'tessera.personal-data',
    version: 1,
    madeAt,
    about: personIds.map((id) => publicId('person', id)),
    organizations: [...organizations].map(([id, name]) => ({ id: publicId('organization', id), name })),
    notes: [
      'Each section tells what its fields hold, on what basis they are held and for how long.',
      'Passwords, codes and hashes are not told: they say nothing about you. Amounts are in minor units of their currency.',
    ],
    services,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A section that came in several parts is one. */
function merged(sections: readonly CollectedSection[]): CollectedSection[] {
  return [...Map.groupBy(sections, ({ name }) => name).values()].map((same) => ({ ...same[0], rows: same.flatMap(({ rows }) => rows) }));
}

const sectionTold = ({ name, title, fields, basis, kept, rows }: CollectedSection, organizations: ReadonlyMap<Uuid, string>) => ({
  name,
  title,
  basis: bases[basis] ?? basis,
  kept,
  fields,
  records: rows.map(({ organizationId, values }) => ({
    heldBy: organizationId === null ? null : (organizations.get(organizationId) ?? publicId('organization', organizationId)),
    ...values,
  })),
});
