import { jest } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { newId, publicId, publicPrefixes, type PublicKind } from '#kernel/ids';
import { rights, type Right } from '#kernel/rights';
import { operationsOf } from '../apps/gateway/src/openapi/operations.js';
import { Api, type Paged } from '../scripts/api.js';
import { ProviderSimulator } from '#testing/provider-simulator';
import { someClub, someFederation, someOffer, someOrganization, startProduct, type Product, type SomeOrganization } from './product.js';
import { clientOf } from './some-client.js';

type Content = Record<string, { example?: unknown }>;
interface Refusal {
  status: number;
  code?: string;
  anyOf?: Right[];
}

/** Sign-in, what is somebody's own, and what every reader needs: needing no right of an organization. */
const free = ['get /v1/imports/templates/{kind}', 'get /v1/organizations', 'get /v1/organizations/{id}'];
const irregular: Record<string, PublicKind> = { people: 'person', duplicateSearches: 'duplicateSearch' };
const ownSignIn = /^\w+ \/v1\/(me|sessions)\b/;

/** ID-28, design.md (Roles): what a route needs is refused without it, by the service that does it, whoever asks. */
jest.setTimeout(300_000);

describe('rights over every route', () => {
  let product: Product;
  let provider: ProviderSimulator;
  let document: OpenAPIObject;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  const keys = new Map<string, Promise<Api>>();

  beforeAll(async () => {
    provider = await ProviderSimulator.start();
    product = await startProduct({ env: { PAYMENT_PROVIDER_URL: provider.url } });
    document = (await (await fetch(`${product.http}/openapi.json`)).json()) as OpenAPIObject;
    federation = await someFederation(product);
    club = await someClub(product, federation, await someOffer(federation));
  });
  afterAll(async () => {
    await product?.stop();
    await provider?.stop();
  });

  const operations = () =>
    operationsOf(document).filter(({ path, operation }) => path.startsWith('/v1/') && operation.security?.length !== 0);

  it('each needs one, but what is free; and is refused to whoever holds all others', async () => {
    const open: string[] = [];
    const needed = new Set<Right>();
    await each(operations(), async ({ method, path }) => {
      const at = `${method} ${path}`;
      const needs = await needsOf(method, path);
      if (needs.length === 0) open.push(at);
      for (const anyOf of needs) {
        const answer = await send(await holding(rights.filter((right) => !anyOf.includes(right))), method, path);
        expect([at, answer.status, answer.code, answer.anyOf]).toEqual([at, 403, 'platform.right-missing', anyOf]);
        for (const right of anyOf) needed.add(right);
      }
    });
    expect(open.filter((at) => !ownSignIn.test(at)).sort()).toEqual(free);
    expect(rights.filter((right) => !needed.has(right))).toEqual([]); // Each right is one that something needs.
  });

  it('an employee is refused every route that their rights do not name, as a key is', async () => {
    const employee = await employeeOf(club);
    const { rights: held } = await employee.api.get<{ rights: Right[] }>('/v1/me');
    const others = operations().filter(({ path }) => !path.startsWith('/v1/sessions')); // Those would sign the employee out.
    await each(others, async ({ method, path }) => {
      const at = `${method} ${path}`;
      const lacking = (await needsOf(method, path)).some((anyOf) => !anyOf.some((right) => held.includes(right)));
      const { status, code } = await send(employee.api, method, path);
      expect([at, status === 403 && code === 'platform.right-missing']).toEqual([at, lacking]);
    });
  });

  it('a group grants what it names and no more, at once; disabled, its member is nobody', async () => {
    const employee = await employeeOf(club);
    const record = () => send(employee.api, 'post', '/v1/payments');
    const refund = () => send(employee.api, 'post', '/v1/refunds');
    expect((await record()).code).toBe('platform.right-missing');
    const { id: group } = await club.api.post<{ id: string }>('/v1/permission-groups', { name: 'Till', rights: ['money.record'] });
    expect(await change(`/v1/users/${employee.id}`, { groupIds: [group] })).toBe(200);
    expect((await record()).code).toBe('billing.no-such-billing-account');
    expect((await refund()).anyOf).toEqual(['money.refund']);
    expect(await change(`/v1/permission-groups/${group}`, { rights: ['money.refund'] })).toBe(200);
    expect((await record()).anyOf).toEqual(['money.record']);
    expect((await refund()).code).not.toBe('platform.right-missing');
    await club.api.post(`/v1/users/${employee.id}/disable`);
    expect((await record()).status).toBe(401);
  });

  it('a federation’s staff act for a club as far as it lets them in, and find nothing of what it keeps', async () => {
    const inClub = new Api(product.http, { ...federation.api.headers, 'acting-organization': club.id });
    expect((await send(inClub, 'get', '/v1/memberships')).code).toBe('identity.organization-not-granted');
    const { headers } = club.api;
    const allowed = await fetch(`${product.http}/v1/federation-rights`, {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/json', 'if-match': '"0"' },
      body: JSON.stringify({ rights: ['memberships.read'] }),
    });
    expect(allowed.status).toBe(200);
    expect((await inClub.get<Paged<unknown>>('/v1/memberships')).data).toEqual([]);
    expect((await send(inClub, 'get', '/v1/accounts')).anyOf).toEqual(['people.read']);
  });

  /** Who there is, each with the rights they hold: null for all, as an administrator or the operator does. */
  async function everybody(): Promise<Record<string, { api: Api; held: readonly Right[] | null }>> {
    const alone = (kind: string) => someOrganization(product, product.operator, { kind });
    const [gym, dealership] = [await alone('gym'), await alone('dealership')];
    const employees: { api: Api }[] = [];
    for (const organization of [federation, club, gym, dealership]) employees.push(await employeeOf(organization));
    const { rights: held } = await employees[0].api.get<{ rights: Right[] }>('/v1/me');
    return {
      'an operator': { api: product.operator, held: null },
      'a federation administrator': { api: federation.api, held: null },
      'a club administrator': { api: club.api, held: null },
      'a gym’s administrator': { api: gym.api, held: null },
      'a dealership’s administrator': { api: dealership.api, held: null },
      'an employee of a federation': { ...employees[0], held },
      'an employee of a club': { ...employees[1], held },
      'an employee of a gym': { ...employees[2], held },
      'an employee of a dealership': { ...employees[3], held },
      'a client': { api: (await clientOf(product, club)).api, held: [] },
    };
  }

  it('ID-28: each role is refused each route that its rights do not name, and no other for want of a right', async () => {
    const actors = Object.entries(await everybody());
    const useful = new Set<string>();
    const guarded: { method: string; path: string; needs: Right[][] }[] = [];
    await each(operations(), async ({ method, path }) => {
      const needs = await needsOf(method, path);
      if (needs.length > 0) guarded.push({ method, path, needs });
    });
    expect(guarded.length).toBeGreaterThan(150);
    const tries = guarded.flatMap((route) => actors.map(([who, actor]) => ({ ...route, who, ...actor })));
    await each(tries, async ({ method, path, needs, who, api, held }) => {
      const at = `${who}: ${method} ${path}`;
      const lacking = held !== null && needs.some((anyOf) => !anyOf.some((right) => held.includes(right)));
      const { status, code } = await send(api, method, path);
      if (lacking) expect([at, status]).toEqual([at, 403]);
      else expect([at, code === 'platform.right-missing']).toEqual([at, false]);
      if (status !== 403) useful.add(`${method} ${path}`);
      expect([at, status >= 500]).toEqual([at, false]);
    });
    // Somebody may do it: otherwise that all others are refused would prove nothing.
    expect(guarded.map(({ method, path }) => `${method} ${path}`).filter((route) => !useful.has(route))).toEqual([]);
  });

  it('nobody is anybody without credentials: every route but the open ones answers 401, and one answer for all', async () => {
    const nobody = new Api(product.http);
    const answers = new Set<string>();
    await each(operations(), async ({ method, path }) => {
      const { status, code } = await send(nobody, method, path);
      answers.add(`${status} ${code}`);
    });
    expect([...answers]).toEqual(['401 platform.unauthenticated']);
  });

  /** Eight at a time: there are hundreds of routes, each tried several times. */
  async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
    for (let from = 0; from < all.length; from += 8) await Promise.all(all.slice(from, from + 8).map(work));
  }

  /** The rights a route asks for, one after the other: each as the list of which one suffices. */
  const known = new Map<string, Right[][]>();
  async function needsOf(method: string, path: string): Promise<Right[][]> {
    const at = `${method} ${path}`;
    const earlier = known.get(at);
    if (earlier) return earlier;
    const needs: Right[][] = [];
    for (;;) {
      const answer = await send(await holding(needs.map(([right]) => right)), method, path);
      if (answer.code !== 'platform.right-missing') break;
      expect([at, answer.anyOf?.length]).not.toEqual([at, 0]); // Stated nowhere: nobody could be granted it.
      expect([at, needs]).not.toContainEqual(answer.anyOf);
      needs.push(answer.anyOf ?? []);
      expect(needs.length).toBeLessThan(6);
    }
    known.set(at, needs);
    return needs;
  }

  /** A key of the club with these scopes. */
  function holding(scopes: readonly Right[]): Promise<Api> {
    const name = [...scopes].sort().join(' ');
    const key =
      keys.get(name) ??
      club.api
        .post<{ secret: string }>('/v1/api-keys', { organizationId: club.id, role: 'club-administrator', name: 'Key', rights: scopes })
        .then(({ secret }) => Api.withKey(product.http, secret));
    keys.set(name, key);
    return key;
  }

  async function employeeOf(organization: SomeOrganization): Promise<{ id: string; api: Api }> {
    const email = `staff.${newId()}@club.example`;
    const password = 'lames-et-glace-2026';
    const fields = { organizationId: organization.id, role: 'employee', email, name: 'Camille Roy', password };
    const { id } = await organization.api.post<{ id: string }>('/v1/users', fields);
    return { id, api: await Api.signIn(product.http, email, password) };
  }

  async function change(path: string, body: object): Promise<number> {
    const { headers } = club.api;
    const etag = (await fetch(product.http + path, { headers })).headers.get('etag') ?? '';
    const sent = { ...headers, 'content-type': 'application/json', 'if-match': etag };
    return (await fetch(product.http + path, { method: 'PATCH', headers: sent, body: JSON.stringify(body) })).status;
  }

  /** The example of the document, on things that nobody has. */
  async function send(as: Api, method: string, path: string): Promise<Refusal> {
    const content = (document.paths[path]?.[method as 'get']?.requestBody as { content?: Content } | undefined)?.content;
    const headers: Record<string, string> = { ...as.headers, 'idempotency-key': newId(), 'if-match': '"1"' };
    const json = content?.['application/json'];
    if (json) headers['content-type'] = 'application/json';
    const response = await fetch(product.http + address(path), {
      method: method.toUpperCase(),
      headers,
      body: json ? JSON.stringify(json.example) : content?.['multipart/form-data'] ? aFile() : undefined,
    });
    const text = await response.text();
    const body = /problem\+json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as Refusal) : {};
    return { ...body, status: response.status };
  }

  function address(path: string): string {
    const words = path.split('/')[2].replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const kind = irregular[words] ?? words.slice(0, -1);
    const id = kind === 'organization' ? club.id : kind in publicPrefixes ? publicId(kind, newId()) : newId();
    return path
      .replace('{id}', id)
      .replace('{kind}', 'resale')
      .replace('{row}', '2')
      .replace('{invoiceId}', publicId('invoice', newId()))
      .replace('{position}', '1')
      .replace('{provider}', 'club-id');
  }

  function aFile(): FormData {
    const form = new FormData();
    form.set('kind', 'resale');
    form.set('file', new Blob(['First name,Last name\n']), 'a.csv');
    return form;
  }
});
