import type { ImportState, Paged } from '../scripts/api.js';
import { checked, csvOf, someClub, someFederation, someOffer, startProduct, type Product, type SomeOrganization } from './product.js';

/** design.md, Public interface: an Idempotency-Key is honoured on every unsafe request, and edits are of a version that was seen. */
describe('a request sent twice', () => {
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    club = await someClub(product, federation, await someOffer(federation));
  });
  afterAll(() => product?.stop());

  const ana = { 'First name': 'Ana', 'Last name': 'Diaz' };
  const problemOf = async (response: Response) => ({ status: response.status, code: ((await response.json()) as { code?: string }).code });

  async function upload(rows: Record<string, string>[], key: string): Promise<Response> {
    const form = new FormData();
    form.set('kind', 'resale');
    form.set('file', new Blob([csvOf(rows)], { type: 'text/csv' }), 'clients.csv');
    return fetch(`${product.http}/v1/imports`, { method: 'POST', body: form, headers: { ...club.api.headers, 'idempotency-key': key } });
  }

  function repair(id: string, headers: Record<string, string>): Promise<Response> {
    const all = { ...club.api.headers, 'content-type': 'application/json', ...headers };
    return fetch(`${product.http}/v1/imports/${id}/rows/2`, {
      method: 'PATCH',
      body: JSON.stringify({ values: { City: 'Laval' } }),
      headers: all,
    });
  }

  it('makes one offer, one listing, one key; and is refused under the same key when it says something else', async () => {
    const offer = { names: { en: 'Twice' }, originalPrice: { amountMinor: 100, currency: 'CAD' }, term: { kind: 'ongoing' } };
    const [one, two] = [await federation.api.post('/v1/offers', offer, 'k'), await federation.api.post('/v1/offers', offer, 'k')];
    expect(two).toEqual(one);
    await expect(federation.api.post('/v1/offers', { ...offer, names: { en: 'Other' } }, 'k')).rejects.toMatchObject({
      status: 422,
      code: 'platform.key-reused',
    });
    expect((await federation.api.get<Paged<object>>('/v1/offers')).data).toHaveLength(2);
  });

  it('makes one import of a file, whose content stays what it was when another file comes under its key', async () => {
    const first = (await (await upload([ana], 'file')).json()) as ImportState;
    await club.api.settled(first.id, undefined, 20);
    expect(((await (await upload([ana], 'file')).json()) as ImportState).id).toBe(first.id);
    const other = await upload([{ ...ana, 'First name': 'Eva', Gender: 'X' }, ana], 'file');
    expect(await problemOf(other)).toEqual({ status: 422, code: 'platform.key-reused' });

    await repair(first.id, {}); // Judges the file again, as it is kept.
    expect(await club.api.settled(first.id, undefined, 20)).toMatchObject({ state: 'ready', counts: { rows: 1, errors: 0 } });
    expect((await club.api.get<Paged<{ values: object }>>(`/v1/imports/${first.id}/rows`)).data).toMatchObject([
      { values: { ...ana, City: 'Laval' } },
    ]);
  });

  it('repairs a row of the version that was seen, where one is named', async () => {
    const { id } = await checked(club, [{ ...ana, 'Last name': 'Version' }]);
    const { headers } = await fetch(`${product.http}/v1/imports/${id}`, { headers: club.api.headers });
    const seen = headers.get('etag') ?? '';
    const repaired = await repair(id, { 'if-match': seen });
    expect(repaired.status).toBe(200);
    expect(repaired.headers.get('etag')).not.toBe(seen);
    expect(await problemOf(await repair(id, { 'if-match': seen }))).toEqual({ status: 412, code: 'imports.stale-import' });
    await club.api.settled(id, undefined, 20);
  });

  it('at once is told that the first is in progress, or its answer, and never makes two', async () => {
    const gym = { kind: 'gym', name: 'Gym', currency: 'CAD', timeZone: 'America/Toronto', languages: ['en'], country: 'CA' };
    const make = () => product.operator.post<{ id: string }>('/v1/organizations', gym, 'gym');
    const tries = await Promise.allSettled([make(), make(), make()]);
    const { id } = await make();
    for (const one of tries) {
      if (one.status === 'fulfilled') expect(one.value.id).toBe(id);
      else expect(one.reason).toMatchObject({ status: 409, code: 'platform.in-progress' });
    }
  });
});
