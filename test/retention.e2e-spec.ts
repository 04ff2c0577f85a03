import { jest } from '@jest/globals';
import { parsePublicId } from '#kernel/ids';
import { RetentionSchedule } from '#platform/personal-data/retention-schedule';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { Api, type Paged } from '../scripts/api.js';
import {
  brokenInvariants,
  imported,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type Product,
  type SomeOrganization,
} from './product.js';

jest.setTimeout(120_000);

const day = 86_400_000;

/** reliability.md, Privacy: every field has a retention time. */
describe('what is old', () => {
  const clock = new MovedClock();
  let product: Product;
  let club: SomeOrganization;
  let importId: string;

  beforeAll(async () => {
    product = await startProduct({ clock });
    const federation = await someFederation(product);
    club = await someClub(product, federation, await someOffer(federation));
    const { secret } = await federation.api.post<{ secret: string }>('/v1/api-keys', {
      organizationId: club.id,
      role: 'club-administrator',
      name: 'Desk',
    });
    club = { ...club, api: Api.withKey(product.http, secret) }; // A session would end on the way.
    ({ id: importId } = await imported(club, [{ 'First name': 'Ana', 'Last name': 'Quiroga', Email: 'ana.quiroga@mail.test' }]));
  });
  afterAll(() => product?.stop());

  const sweep = (service: string) => product.services[service].app.get(RetentionSchedule).sweep();
  const count = async (service: 'identity' | 'imports' | 'billing' | 'memberships', table: string): Promise<number> => {
    const [{ rows }] = await product.database(service).query<{ rows: number }>(`SELECT count(*)::int AS rows FROM ${table}`);
    return rows;
  };
  const files = ['upload_pieces', 'record_pages', 'checked_pages'];

  it('stays until its time is over', async () => {
    clock.advance(29 * day);
    await sweep('imports');
    expect(await Promise.all(files.map((table) => count('imports', table)))).toEqual([1, 1, 1]);
  });

  it('IMP-17, IMP-19: a file goes when its import can no longer be undone; what became of its rows stays', async () => {
    clock.advance(2 * day);
    expect(await sweep('imports')).toMatchObject({ upload_pieces: 1, record_pages: 1, checked_pages: 1 });
    expect(await Promise.all(files.map((table) => count('imports', table)))).toEqual([0, 0, 0]);
    const { data } = await club.api.get<Paged<{ outcome: string; values: object; clientInvoice: object }>>(`/v1/imports/${importId}/rows`);
    expect(data).toEqual([expect.objectContaining({ outcome: 'created', values: {}, clientInvoice: expect.anything() })]);
    expect(await sweep('imports')).toEqual({}); // And again there is nothing to do.
  });

  it('an export can be fetched for seven days, and its file is gone then', async () => {
    const [{ id }] = (await club.api.get<Paged<{ id: string }>>('/v1/people')).data;
    const { id: exportId } = await club.api.post<{ id: string }>(`/v1/people/${id}/exports`);
    const path = `/v1/person-exports/${exportId}`;
    const state = async () => (await club.api.get<{ state: string }>(path)).state;
    await eventually(async () => (await state()) === 'ready', { withinMs: 60_000 });
    clock.advance(8 * day);
    await expect(club.api.text(`${path}/file`)).rejects.toMatchObject({ status: 404 });
    await sweep('identity');
    expect(await count('identity', 'person_export_parts')).toBe(0);
    expect(await state()).toBe('expired');
    expect(parsePublicId('personExport', exportId)).toBeDefined();
  });

  it('BIL-4: names on documents go after ten years; the documents and their sums stay', async () => {
    const sums = () => product.database('billing').query('SELECT sum(total_minor)::text AS total, count(*)::int AS many FROM documents');
    const before = await sums();
    clock.advance(10 * 366 * day);
    const swept = await sweep('billing');
    expect(swept.party_snapshots).toBeGreaterThan(0);
    const named = await product.database('billing').query(`SELECT p.id FROM party_snapshots p JOIN documents d ON d.party_id = p.id
      WHERE d.level = 'client' AND (p.name IS NOT NULL OR p.address IS NOT NULL)`);
    expect(named).toEqual([]);
    expect(await sums()).toEqual(before);
  });

  it('leaves every law of the data as it was', async () => {
    expect(await brokenInvariants(product)).toEqual([]);
  });
});
