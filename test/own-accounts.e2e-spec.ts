import { jest } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { newId, parsePublicId, publicId, type PublicKind } from '#kernel/ids';
import { letterTo } from '#testing/inbox';
import { operationsOf } from '../apps/gateway/src/openapi/operations.js';
import { Api, ApiProblem, type Paged } from '../scripts/api.js';
import { brokenInvariants, someClub, someFederation, someOffer, startProduct, type Product, type SomeOrganization } from './product.js';

jest.setTimeout(180_000);

interface Family {
  api: Api; // Signed in as the owner.
  account: string;
  client: string;
  owner: string;
  child: string;
  email: string;
}
interface Money {
  amountMinor: number;
}
interface OnSale {
  listingId: string;
  name: string;
  total: Money;
  taxes: { code: string }[];
  availability: { personId: string | null; problem: string | null; facts: object | null; renewal: boolean }[];
}
interface Bought {
  data: { membershipId: string; personId: string | null; effectiveOn: string; invoice: { id: string; number: string; total: Money } }[];
}
interface Preview {
  sales: { problem: string | null }[];
  billing: { documents: { level: string; total: Money }[]; accounts: { level: string }[]; previewHash: string } | null;
}

const password = 'lames-et-glace-2026';
const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });

/** ID-1, ID-2: what clients do with their own accounts, and what nobody else sees of them. */
describe('a client’s own side', () => {
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  let sibling: SomeOrganization;
  let roys: Family;
  let diaz: Family;
  const listings: Record<string, string> = {};

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    club = await someClub(product, federation, await someOffer(federation, { card: true }), { taxes: [{ code: 'GST', ratePpm: 50_000 }] });
    sibling = await someClub(product, federation, await someOffer(federation));
    const offers: [string, object, object][] = [
      ['Monthly', { term: { kind: 'fixed-duration', months: 1, renewalWindowDays: 60 } }, {}],
      ['Family', { family: true }, {}],
      ['Adults', { eligibility: { minAge: 18 } }, {}],
      ['Hidden', {}, { visibility: 'hidden' }],
      ['Desk only', {}, { visibility: 'unavailable' }],
      ['Later', {}, { visibility: 'scheduled', visibleFrom: '2099-01-01' }],
      ['Few', { quotaPerReseller: 1 }, {}],
    ];
    for (const [name, offer, listing] of offers) {
      const offerId = await someOffer(federation, { names: { en: name }, ...offer });
      listings[name] = (await club.api.post<{ id: string }>('/v1/listings', { offerId, name, sellingPrice: cad(1000), ...listing })).id;
    }
    listings.Recreational = (await club.api.get<Paged<{ id: string; name: string }>>('/v1/listings')).data.find(
      ({ name }) => name === 'Recreational',
    )!.id;
    roys = await aFamily('Roy');
    diaz = await aFamily('Diaz');
  });
  afterAll(() => product?.stop());

  it('ID-1, ID-3: the owner sees the account as the organization has it, and what is still to be told', async () => {
    const { members, ...account } = await mine<{ members: { firstName: string; owner: boolean; missing: string[]; profile: object }[] }>(
      '',
    );
    expect(account).toEqual({
      clientId: roys.client,
      accountId: roys.account,
      organizationName: 'Club de patinage',
      owner: true,
      consent: 'given',
      archived: false,
    });
    expect(members.map(({ firstName, owner, missing }) => [firstName, owner, missing])).toEqual([
      ['Ana', true, ['address', 'phone']],
      ['Léa', false, []],
    ]);
  });

  it('ID-1, ID-3: the owner completes what the organization holds of each member, and no other organization hears of it', async () => {
    type Member = { personId: string; profileVersion: number; missing: string[]; profile: { phone: string | null; email: string | null } };
    const ofMine = async (personId: string) => (await mine<{ members: Member[] }>('')).members.find((one) => one.personId === personId)!;
    const change = async (api: Api, client: string, personId: string, version: number, body: object) => {
      const address = `${product.http}/v1/me/clients/${client}/members/${personId}/profile`;
      const headers = { ...api.headers, 'content-type': 'application/json', 'if-match': `"${version}"` };
      return (await fetch(address, { method: 'PATCH', headers, body: JSON.stringify(body) })).status;
    };
    const before = await ofMine(roys.owner);
    const home = { address: '12 rue du Parc', city: 'Laval', phone: ' 514  555-0134 ' };
    expect(await change(roys.api, roys.client, roys.owner, before.profileVersion, home)).toBe(200);
    const after = await ofMine(roys.owner);
    expect([after.missing, after.profile]).toEqual([[], { ...before.profile, ...home, phone: '514 555-0134' }]);
    const atClub = await club.api.get<{ profile: { phone: string } }>(`/v1/people/${roys.owner}`);
    expect(atClub.profile.phone).toBe('514 555-0134');
    expect(await change(roys.api, roys.client, roys.owner, before.profileVersion, { city: 'Brossard' })).toBe(412);
    expect(await change(roys.api, roys.client, roys.owner, after.profileVersion, { email: 'other@mail.test' })).toBe(400);
    const child = await ofMine(roys.child);
    expect(await change(roys.api, roys.client, roys.child, child.profileVersion, { phone: '514 555-0199' })).toBe(200);
    expect(await change(diaz.api, diaz.client, roys.child, child.profileVersion, { phone: '514 555-0100' })).toBe(404);
    expect((await ofMine(roys.child)).profile.phone).toBe('514 555-0199');
    const audited = await product
      .database('identity')
      .query<{ facts: object }>(`SELECT facts FROM audit_log WHERE subject = $1 AND action = 'identity.profile-changed' ORDER BY seq`, [
        parsePublicId('person', roys.owner),
      ]);
    expect(audited.map(({ facts }) => facts)).toEqual([{ by: 'client', changed: ['address', 'city', 'phone'] }]);
  });

  it('MEM-7, MEM-10: finds in the store what it shows, with taxes and for whom it is', async () => {
    const { data } = await mine<Paged<OnSale>>('/on-sale');
    expect(data.map(({ name, total, taxes }) => [name, total.amountMinor, taxes.map(({ code }) => code)])).toEqual([
      ['Adults', 1050, ['GST']],
      ['Family', 1050, ['GST']],
      ['Few', 1050, ['GST']],
      ['Monthly', 1050, ['GST']],
      ['Recreational', 4200, ['GST']],
    ]);
    const problems = (name: string) =>
      Object.fromEntries(data.find((one) => one.name === name)!.availability.map(({ personId, problem }) => [personId, problem]));
    expect(problems('Adults')).toEqual({ [roys.owner]: null, [roys.child]: 'not-eligible' });
    expect(problems('Family')).toEqual({ null: null });
    const forLea = (await mine<Paged<OnSale>>(`/on-sale?personId=${roys.child}`)).data.map(({ name }) => name);
    expect(forLea).toEqual(['Family', 'Few', 'Monthly', 'Recreational']);
  });

  it('MEM-18: buys for a member by the sale that staff make: an invoice to pay, both levels, once a key', async () => {
    const purchases = [{ listingId: listings.Recreational, personId: roys.child }];
    const preview = await buy<Preview>({ purchases }, '/preview');
    expect(preview.sales.map(({ problem }) => problem)).toEqual([null]);
    expect(preview.billing!.documents.map(({ level, total }) => [level, total.amountMinor])).toEqual([['client', 4200]]);
    expect(preview.billing!.accounts.map(({ level }) => level)).toEqual(['client']); // What the federation charges is no client's to know.

    const order = { purchases, previewHash: preview.billing!.previewHash };
    const first = await buy<Bought>(order, '', 'bought-once');
    expect(await buy<Bought>(order, '', 'bought-once')).toEqual(first);
    const [{ membershipId, personId, invoice }] = first.data;
    expect([personId, invoice.total.amountMinor]).toEqual([roys.child, 4200]);

    const atClub = await club.api.get<Paged<{ id: string; sellingPrice: Money; originalPrice: Money }>>(
      `/v1/memberships?accountId=${roys.account}`,
    );
    expect(atClub.data).toMatchObject([{ id: membershipId, sellingPrice: cad(4000), originalPrice: cad(2500) }]);
    const detail = await club.api.get<{ history: { by: string }[] }>(`/v1/memberships/${membershipId}`);
    expect(detail.history[0].by).toBe('Ana Roy');
    const { twinId, level } = await club.api.get<{ twinId: string; level: string }>(`/v1/invoices/${invoice.id}`);
    expect(level).toBe('client');
    expect(twinId).toMatch(/^inv_/); // The federation has billed the club.
    await expect(buy(order, '', 'bought-again')).rejects.toMatchObject({ status: 422 });
    expect(await brokenInvariants(product)).toEqual([]);
  });

  it('MEM-13: renews in the window, and is refused what is held outside of one', async () => {
    const purchases = [{ listingId: listings.Monthly, personId: roys.child }];
    const [first] = (await buy<Bought>({ purchases })).data;
    const again = (await mine<Paged<OnSale>>('/on-sale')).data.find(({ name }) => name === 'Monthly')!;
    expect(again.availability.find(({ personId }) => personId === roys.child)).toMatchObject({ problem: null, renewal: true });
    const [second] = (await buy<Bought>({ purchases })).data;
    expect(second.effectiveOn > first.effectiveOn).toBe(true);
    const held = await buy({ purchases: [{ listingId: listings.Recreational, personId: roys.child }] }).catch((error: unknown) => error);
    expect(faultsIn(held)).toEqual(['memberships.already-held']);
  });

  it('MEM-7, MEM-10: is sold what it was told of, and nothing that is for staff, for later, or not for them', async () => {
    await buy({ purchases: [{ listingId: listings.Hidden, personId: roys.owner }] });
    const refused = async (name: string, personId: string | null) =>
      faultsIn(await buy({ purchases: [{ listingId: listings[name], personId }] }).catch((error: unknown) => error));
    expect(await refused('Desk only', roys.owner)).toEqual(['memberships.not-on-sale']);
    expect(await refused('Later', roys.owner)).toEqual(['memberships.not-on-sale']);
    expect(await refused('Adults', roys.child)).toEqual(['memberships.not-eligible']);
    expect(await refused('Family', roys.child)).toEqual(['memberships.family-membership']);
    expect(await refused('Recreational', diaz.child)).toEqual(['memberships.no-such-member']);
    const foreign = (await sibling.api.get<Paged<{ id: string }>>('/v1/listings')).data[0].id;
    listings.foreign = foreign;
    expect(await refused('foreign', roys.owner)).toEqual(['memberships.no-such-listing']);
  });

  it('MEM-10: is told that there are no places left, and not how many there were', async () => {
    await buy({ purchases: [{ listingId: listings.Few, personId: roys.owner }] });
    const refusal = (await ask(diaz, '/purchases', { purchases: [{ listingId: listings.Few, personId: diaz.owner }] }).catch(
      (error: unknown) => error,
    )) as ApiProblem;
    expect(faultsIn(refusal)).toEqual(['memberships.quota-exceeded']);
    expect(JSON.stringify(refusal.body)).not.toMatch(/quota 1|taken/);
    const few = (await ask<Paged<OnSale>>(diaz, '/on-sale')).data.find(({ name }) => name === 'Few')!;
    expect(few.availability.map(({ problem, facts }) => [problem, facts])).toEqual([
      ['quota-exceeded', {}],
      ['quota-exceeded', {}],
    ]);
  });

  it('names no price and no rebate of its own', async () => {
    const named = { listingId: listings.Family };
    for (const more of [{ sellingPrice: cad(1) }, { extras: [] }, { accountId: diaz.account }, { expiresOn: '2099-01-01' }]) {
      await expect(buy({ purchases: [{ ...named, ...more }] })).rejects.toMatchObject({ status: 400 });
    }
    const response = await fetch(`${product.http}/v1/me/clients/${roys.client}/purchases`, {
      method: 'POST',
      headers: { ...roys.api.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ purchases: [named] }),
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'gateway.idempotency-key-missing']);
  });

  it('ID-2: the owner reads memberships, cards, invoices and the statement, as JSON and to print', async () => {
    const memberships = await mine<Paged<{ id: string; name: string; price: Money }>>('/memberships');
    expect(memberships.data.map(({ name }) => name)).toEqual(['Few', 'Hidden', 'Monthly', 'Monthly', 'Recreational']);
    expect(JSON.stringify(memberships)).not.toContain('2500');
    const [card] = (await mine<Paged<{ membershipId: string; number: string }>>('/cards')).data;
    expect(await mine(`/memberships/${card.membershipId}/card`)).toMatchObject({ number: card.number, holder: { name: 'Léa Roy' } });
    const invoices = (await mine<Paged<{ id: string; open: Money }>>('/invoices?state=open')).data;
    expect(invoices).toHaveLength(5);
    const invoice = await mine<object>(`/invoices/${invoices[0].id}`);
    expect(Object.keys(invoice).sort()).toEqual([
      'dueOn',
      'id',
      'issuedOn',
      'lines',
      'memo',
      'net',
      'number',
      'open',
      'paymentUrl',
      'tax',
      'total',
    ]);
    expect(JSON.stringify(invoice)).not.toMatch(/ledgerCode|twin/);
    const { balance } = await mine<{ balance: Money }>('/billing');
    expect(balance.amountMinor).toBe(4 * 1050 + 4200);
    const statement = await mine<{ closing: Money; lines: object[] }>('/statement');
    expect([statement.closing.amountMinor, statement.lines.length]).toEqual([balance.amountMinor, 5]);
    for (const [path, type] of [
      [`/invoices/${invoices[0].id}?format=pdf`, 'application/pdf'],
      ['/statement?format=pdf&language=fr', 'application/pdf'],
      ['/statement?format=csv', 'text/csv; charset=utf-8'],
      [`/memberships/${card.membershipId}/card?format=pdf`, 'application/pdf'],
      [`/memberships/${card.membershipId}/card?format=png`, 'image/png'],
    ]) {
      const response = await fetch(`${product.http}/v1/me/clients/${roys.client}${path}`, { headers: roys.api.headers });
      expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, type]);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(200);
    }
  });

  it('ID-2: reads the credit notes that staff gave', async () => {
    const [{ id: invoiceId }] = (await mine<Paged<{ id: string }>>('/invoices')).data;
    await club.api.post('/v1/credit-notes', { invoiceId, lines: [{ position: 1, credit: { kind: 'all' } }] });
    const [note] = (await mine<Paged<{ id: string; total: Money }>>('/credit-notes')).data;
    expect(note.total.amountMinor).toBe(-1050);
    expect(await mine(`/credit-notes/${note.id}`)).toMatchObject({ id: note.id, lines: [{ position: 1 }] });
  });

  it('ID-3: nothing of it is another client’s to see, nor a stranger’s, nor staff’s: on every route it is as if it were not there', async () => {
    const document = (await (await fetch(`${product.http}/openapi.json`)).json()) as OpenAPIObject;
    const routes = operationsOf(document).filter(({ path }) => path.startsWith('/v1/me/clients/{clientId}'));
    expect(routes.length).toBeGreaterThanOrEqual(13);
    const whose: Partial<Record<PublicKind, string>> = {
      client: roys.client,
      person: roys.child,
      membership: (await mine<Paged<{ membershipId: string }>>('/cards')).data[0].membershipId,
      invoice: (await mine<Paged<{ id: string }>>('/invoices')).data[0].id,
      creditNote: (await mine<Paged<{ id: string }>>('/credit-notes')).data[0].id,
    };
    const told = async (api: Api, { method, path, operation }: (typeof routes)[number], on: Partial<Record<PublicKind, string>>) => {
      const json = (operation.requestBody as { content?: Record<string, { example: object }> } | undefined)?.content?.['application/json'];
      const address = path.replace(/\{(\w+)Id\}/g, (_, kind: PublicKind) => on[kind] ?? publicId(kind, newId()));
      const response = await fetch(product.http + address, {
        method: method.toUpperCase(),
        headers: { ...api.headers, 'idempotency-key': newId(), 'if-match': '"1"', ...(json && { 'content-type': 'application/json' }) },
        body: json && JSON.stringify(json.example),
      });
      const text = await response.text();
      return `${response.status} ${text.replace(/"instance":"[^"]*"/, '')}`;
    };
    for (const route of routes) {
      const at = `${route.method} ${route.path}`;
      for (const stranger of [diaz.api, club.api, sibling.api]) {
        const missing = await told(stranger, route, {});
        expect([at, missing.slice(0, 3)]).toEqual([at, '404']);
        expect([at, await told(stranger, route, whose)]).toEqual([at, missing]); // Somebody else's client.
      }
      // With a client of one's own, what is somebody else's there is as little to be found.
      if (/\{(membership|invoice|creditNote|person)Id\}/.test(route.path)) {
        const [foreign, missing] = [{ ...whose, client: diaz.client }, { client: diaz.client }];
        expect([at, await told(diaz.api, route, foreign)]).toEqual([at, await told(diaz.api, route, missing)]);
        expect([at, (await told(diaz.api, route, foreign)).slice(0, 3)]).toEqual([at, '404']);
      }
    }
    const key = await club.api.post<{ secret: string }>('/v1/api-keys', {
      organizationId: club.id,
      role: 'club-administrator',
      name: 'Key',
    });
    await expect(Api.withKey(product.http, key.secret).get(`/v1/me/clients/${roys.client}/invoices`)).rejects.toMatchObject({
      status: 403,
    });
  });

  it('ID-21: a member with a login of their own sees what is theirs and the family’s, and neither pays nor buys', async () => {
    const userId = (await product.database('identity').query<{ id: string }>('SELECT id FROM users WHERE email_key = $1', [diaz.email]))[0]
      .id;
    await product
      .database('identity')
      .query('INSERT INTO account_sign_ins (account_id, person_id, user_id, username, created_at) VALUES ($1, $2, $3, $4, now())', [
        parsePublicId('account', roys.account),
        parsePublicId('person', roys.child),
        userId,
        diaz.email,
      ]);
    await buy({ purchases: [{ listingId: listings.Family }] });
    const asLea = <T>(path: string) => diaz.api.get<T>(`/v1/me/clients/${roys.client}${path}`);
    expect((await asLea<{ members: { personId: string }[] }>('')).members.map(({ personId }) => personId)).toEqual([roys.child]);
    expect((await asLea<Paged<{ name: string }>>('/memberships')).data.map(({ name }) => name)).toEqual([
      'Family',
      'Monthly',
      'Monthly',
      'Recreational',
    ]);
    expect((await asLea<Paged<object>>('/cards')).data).toHaveLength(1);
    for (const path of ['/billing', '/invoices', '/statement', '/on-sale'])
      await expect(asLea(path)).rejects.toMatchObject({ status: 403 });
    await expect(
      diaz.api.post(`/v1/me/clients/${roys.client}/purchases`, { purchases: [{ listingId: listings.Adults, personId: roys.owner }] }),
    ).rejects.toMatchObject({ status: 403 });
    expect(await brokenInvariants(product)).toEqual([]);
  });

  const ask = <T>({ api, client }: Family, path: string, body?: object, key = newId()): Promise<T> =>
    body ? api.post<T>(`/v1/me/clients/${client}${path}`, body, key) : api.get<T>(`/v1/me/clients/${client}${path}`);
  const mine = <T>(path: string): Promise<T> => ask<T>(roys, path);
  const buy = <T>(body: object, path = '', key = newId()): Promise<T> => ask<T>(roys, `/purchases${path}`, body, key);
  const faultsIn = (error: unknown): string[] =>
    error instanceof ApiProblem ? (error.body as { errors: { code: string }[] }).errors.map(({ code }) => code) : [String(error)];

  /** An owner who has activated the account, and a child. */
  async function aFamily(lastName: string): Promise<Family> {
    const email = `ana.${lastName.toLowerCase()}@mail.test`;
    const made = await club.api.post<{ id: string; clientId: string; owner: { personId: string } }>('/v1/accounts', {
      firstName: 'Ana',
      lastName,
      email,
      birthDate: '1988-04-09',
    });
    const member = { firstName: 'Léa', lastName, birthDate: '2016-05-04' };
    const { id: child } = await club.api.post<{ id: string }>(`/v1/accounts/${made.id}/members`, member);
    const token = /#(tal_[\w-]+)/.exec((await letterTo(email)).text)?.[1];
    await new Api(product.http).post('/v1/activations', { token, password });
    const api = await Api.signIn(product.http, email, password);
    return { api, account: made.id, client: made.clientId, owner: made.owner.personId, child, email };
  }
});
