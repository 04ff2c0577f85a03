import type { CollectedSection } from '#contracts/platform/personal-data';
import { newId, publicId } from '#kernel/ids';
import { exportDocument, type CollectedPart } from './export-document.js';

describe('the file somebody gets of what is held of them', () => {
  const [organizationId, personId] = [newId(), newId()];
  const section = (name: string, city: string): CollectedSection => ({
    name,
    title: 'What an organization holds of you',
    fields: { city: 'City' },
    basis: 'contract',
    kept: 'while the organization holds the person',
    rows: [{ organizationId, values: { city } }],
  });
  const parts: CollectedPart[] = [
    { service: 'identity', sections: [section('profiles', 'Laval')] },
    { service: 'identity', sections: [section('profiles', 'Montréal')] },
    { service: 'billing', sections: [] },
  ];
  const told = (text: string) => JSON.parse(text) as { services: { service: string; sections: { records: object[] }[] }[] };
  const header = { madeAt: '2026-11-22T10:00:00.000Z', personIds: [personId], organizations: new Map([[organizationId, 'CPA Laval']]) };

  it('says who it is about, who holds it, and what it is', () => {
    expect(JSON.parse(exportDocument(header, parts))).toMatchObject({
      format: 'tessera.personal-data',
      version: 1,
      about: [publicId('person', personId)],
      organizations: [{ id: publicId('organization', organizationId), name: 'CPA Laval' }],
    });
  });

  it('has each section once, however many parts it came in', () => {
    const { services } = told(exportDocument(header, parts));
    expect(services.map(({ service }) => service)).toEqual(['identity', 'billing']);
    expect(services[0].sections).toEqual([
      expect.objectContaining({
        basis: expect.stringContaining('Art. 6(1)(b)'),
        fields: { city: 'City' },
        records: [
          { heldBy: 'CPA Laval', city: 'Laval' },
          { heldBy: 'CPA Laval', city: 'Montréal' },
        ],
      }),
    ]);
  });
});
