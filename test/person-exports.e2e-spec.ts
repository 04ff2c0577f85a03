import { jest } from '@jest/globals';
import { newId } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { letterTo } from '#testing/inbox';
import { MovedClock } from '#testing/moved-clock';
import type { Paged } from '../scripts/api.js';
import { Api } from '../scripts/api.js';
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

interface ExportView {
  id: string;
  state: string;
  collected: string[];
  expiresAt: string;
}
interface Document {
  format: string;
  organizations: { name: string }[];
  services: {
    service: string;
    sections: { name: string; basis: string; kept: string; fields: object; records: Record<string, unknown>[] }[];
  }[];
}

/** reliability.md, Privacy: a person can be exported by one command across services. */
describe('an export of a person', () => {
  const clock = new MovedClock();
  let product: Product;
  let club: SomeOrganization;
  let sibling: SomeOrganization;
  let ana: string;
  let email: string;

  beforeAll(async () => {
    product = await startProduct({ clock });
    const federation = await someFederation(product);
    const offer = await someOffer(federation);
    club = await someClub(product, federation, offer, { name: 'CPA Laval' });
    sibling = await someClub(product, federation, await someOffer(federation), { name: 'CPA Verdun' }); // Of what nobody holds yet.
    email = `ana.${newId()}@mail.test`;
    await imported(club, [
      { 'First name': 'Ana', 'Last name': 'Quiroga', Email: email, Phone: '514 555-0134', Address: '7 rue Secrète' },
      { 'First name': 'Zoe', 'Last name': 'Otherone', Email: `zoe.${newId()}@mail.test`, Phone: '514 555-0999' },
    ]);
    await imported(sibling, [{ 'First name': 'Ana', 'Last name': 'Quiroga', Email: `other.${newId()}@mail.test`, Phone: '438 555-7777' }]);
    ana = (await people(club)).find(({ lastName }) => lastName === 'Quiroga')!.id;
  });
  afterAll(() => product?.stop());

  const people = async (of: SomeOrganization) => (await of.api.get<Paged<{ id: string; lastName: string }>>('/v1/people')).data;
  const ready = (api: Api, path: string) =>
    eventually(
      async () => {
        const found = await api.get<ExportView>(path);
        return found.state === 'ready' && found;
      },
      { withinMs: 60_000 },
    );
  const section = (document: Document, service: string, name: string) =>
    document.services.find((one) => one.service === service)?.sections.find((one) => one.name === name);

  async function exportOf(of: SomeOrganization, person: string): Promise<{ id: string; text: string; document: Document }> {
    const { id } = await of.api.post<ExportView>(`/v1/people/${person}/exports`);
    await ready(of.api, `/v1/person-exports/${id}`);
    const text = await of.api.text(`/v1/person-exports/${id}/file`);
    return { id, text, document: JSON.parse(text) as Document };
  }

  it('brings together what every service holds, each field with what it is, why and how long it is kept', async () => {
    const { document } = await exportOf(club, ana);
    expect(document.organizations).toEqual([expect.objectContaining({ name: 'CPA Laval' })]);
    expect(section(document, 'identity', 'people')?.records).toEqual([
      expect.objectContaining({ first_name: 'Ana', last_name: 'Quiroga' }),
    ]);
    expect(section(document, 'identity', 'profiles')).toMatchObject({
      basis: expect.stringContaining('Art. 6'),
      kept: expect.any(String),
      fields: { email: 'Address that letters go to', phone: 'Phone number' },
      records: [{ heldBy: 'CPA Laval', email, phone: '514 555-0134', address: '7 rue Secrète' }],
    });
    expect(section(document, 'memberships', 'memberships')?.records).toEqual([
      expect.objectContaining({ offer: { en: 'Recreational' }, price_minor: 4000 }),
    ]);
    expect(section(document, 'billing', 'documents')?.records).toEqual([expect.objectContaining({ kind: 'invoice', total_minor: 4000 })]);
    expect(section(document, 'billing', 'party_snapshots')?.records).toEqual([expect.objectContaining({ name: 'Ana Quiroga' })]);
    expect(section(document, 'imports', 'checked_pages')?.records).toHaveLength(1);
  });

  it('ID-3: tells staff nothing that another organization holds, and nobody anything of other people', async () => {
    const { text, document } = await exportOf(club, ana);
    expect(section(document, 'identity', 'people')?.records[0]).not.toHaveProperty('gender');
    for (const foreign of ['438 555-7777', 'CPA Verdun', 'Otherone', '514 555-0999'])
      expect([foreign, text.includes(foreign)]).toEqual([foreign, false]);
    expect(text).not.toMatch(/"(email_key|password_hash|first_key|token_hash)": /);
  });

  it('shows its progress, is listed, and is recorded in the audit log: asked for, and fetched', async () => {
    const { id } = await exportOf(club, ana);
    expect(await club.api.get<ExportView>(`/v1/person-exports/${id}`)).toMatchObject({
      collected: ['identity', 'memberships', 'billing', 'imports', 'leads'],
    });
    const { data } = await club.api.get<Paged<ExportView>>(`/v1/person-exports?personId=${ana}`);
    expect(data.map((one) => one.id)).toContain(id);
    const { data: entries } = await club.api.get<Paged<{ action: string }>>('/v1/audit-log?limit=2');
    expect(entries.map(({ action }) => action)).toEqual(['identity.person-export-fetched', 'identity.person-export-requested']);
  });

  it('is not there for an organization that does not hold the person, nor for one that did not ask', async () => {
    const [zoe] = (await people(club)).filter(({ lastName }) => lastName === 'Otherone');
    await expect(sibling.api.post(`/v1/people/${zoe.id}/exports`)).rejects.toThrow('404');
    const { id } = await exportOf(club, ana);
    await expect(sibling.api.get(`/v1/person-exports/${id}`)).rejects.toThrow('404');
    await expect(sibling.api.text(`/v1/person-exports/${id}/file`)).rejects.toThrow('404');
  });

  it('can be fetched for seven days and is kept encrypted', async () => {
    const { id } = await exportOf(club, ana);
    const parts = await product.database('identity').query<{ sealed: Buffer }>('SELECT sealed FROM person_export_parts');
    expect(parts.some(({ sealed }) => sealed.includes('Quiroga'))).toBe(false);
    const { expiresAt } = await club.api.get<ExportView>(`/v1/person-exports/${id}`);
    expect(Date.parse(expiresAt) - clock.now().getTime()).toBeGreaterThan(6 * 86_400_000);
    expect(
      await product
        .database('identity')
        .query('SELECT id FROM person_exports WHERE expires_at > $1', [new Date(Date.now() + 8 * 86_400_000)]),
    ).toEqual([]);
  });

  it('a client asks for their own: everything every organization holds, and their sign-in', async () => {
    const accountId = (await club.api.get<{ accountIds: string[] }>(`/v1/people/${ana}`)).accountIds[0];
    await club.api.post(`/v1/accounts/${accountId}/activation`);
    const { text: letter } = await letterTo(email);
    const token = /#(ta[a-z]_[\w-]+)/.exec(letter)?.[1];
    const activated = await fetch(`${product.http}/v1/activations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, password: 'correct horse battery staple' }),
    });
    expect(activated.status).toBeLessThan(300);
    const me = await Api.signIn(product.http, email, 'correct horse battery staple');
    const { id } = await me.post<ExportView>('/v1/me/exports', {});
    await ready(me, `/v1/me/exports/${id}`);
    const text = await me.text(`/v1/me/exports/${id}/file`);
    const document = JSON.parse(text) as Document;
    expect(document.organizations.map(({ name }) => name)).toEqual(['CPA Laval', 'CPA Verdun']);
    expect(section(document, 'identity', 'profiles')?.records).toHaveLength(2);
    expect(section(document, 'identity', 'users')?.records).toEqual([expect.objectContaining({ email_key: email })]);
    expect(text).not.toContain('Otherone');
    expect(text).not.toContain('argon2');
    await expect(club.api.get(`/v1/me/exports/${id}`)).rejects.toThrow('404');
    const { data } = await me.get<Paged<{ action: string }>>('/v1/me/audit-log?limit=2');
    expect(data.map(({ action }) => action)).toContain('identity.own-export-requested');
  });

  it('leaves every law of the data as it was', async () => {
    expect(await brokenInvariants(product)).toEqual([]);
  });
});
