import { jest } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import sharp from 'sharp';
import { newId, publicId, publicPrefixes, type PublicKind } from '#kernel/ids';
import { operationsOf } from '../apps/gateway/src/openapi/operations.js';
import { faultsAgainst } from '../apps/gateway/test/matches-schema.js';
import { Api, type Paged } from '../scripts/api.js';
import { eventually } from '#testing/eventually';
import { ProviderSimulator } from '#testing/provider-simulator';
import {
  checked,
  imported,
  someClub,
  someFederation,
  someOffer,
  someOrganization,
  startProduct,
  type Product,
  type SomeOrganization,
} from './product.js';
import { clientOf } from './some-client.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Content = Record<string, { schema: Schemas[string]; example?: unknown }>;
type Ids = Partial<Record<PublicKind, string>>;
interface Answer {
  status: number;
  body: unknown;
  text: string;
}

jest.setTimeout(300_000); // One of everything takes its time to make, on a machine that is busy otherwise.

/** reliability.md, Tenancy 3: what is foreign answers exactly as what does not exist; nothing of a tenant reaches another. */
describe('somebody else’s objects', () => {
  let product: Product;
  let provider: ProviderSimulator;
  let document: OpenAPIObject;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  let ids: Ids; // One of everything the club and its federation have.
  let strangers: Record<'club of another network' | 'federation of another network' | 'sibling club', SomeOrganization>;

  beforeAll(async () => {
    provider = await ProviderSimulator.start();
    product = await startProduct({ env: { PAYMENT_PROVIDER_URL: provider.url } });
    document = (await (await fetch(`${product.http}/openapi.json`)).json()) as OpenAPIObject;
    const network = async () => {
      const made = await someFederation(product);
      const offerId = await someOffer(made, { card: true });
      return { made, offerId, club: await someClub(product, made, offerId) };
    };
    const [ours, theirs] = [await network(), await network()];
    [federation, club] = [ours.made, ours.club];
    strangers = {
      'club of another network': theirs.club,
      'federation of another network': theirs.made,
      'sibling club': await someClub(product, federation, ours.offerId),
    };
    ids = await oneOfEverything(ours.offerId);
  }, 180_000);
  afterAll(async () => {
    await product?.stop();
    await provider?.stop();
  });

  it('are everything an address can name', () => {
    const named = new Set(withId().map(({ path }) => kindOf(path)));
    expect([...named].filter((kind) => ids[kind] === undefined)).toEqual([]);
  });

  it('answer their owner: otherwise their silence to strangers would prove nothing', async () => {
    for (const { method, path, operation } of withId().filter(({ method }) => method === 'get')) {
      const answer = await send(club, method, path, ids);
      expect([path, answer.status]).toEqual([path, 200]);
      expect([path, faultsInAnswer(operation, answer)]).toEqual([path, []]);
    }
  });

  it.each(['club of another network', 'federation of another network', 'sibling club'] as const)(
    'answer a %s as if they were not there',
    async (who) => {
      const found: string[] = [];
      for (const { method, path } of withId().filter(({ path }) => !isShared(who, path))) {
        const [foreign, missing] = [await send(strangers[who], method, path, ids), await send(strangers[who], method, path, {})];
        const at = `${method} ${path}`;
        expect([at, [403, 404].includes(foreign.status), told(foreign)]).toEqual([at, true, told(missing)]);
        if (foreign.status === 404) found.push(at);
      }
      // A role that may do none of it would be told 403 either way: between them the strangers try everything for real.
      expect(found.length).toBeGreaterThan(0);
      tried.push(...found);
    },
  );

  it('were asked for on every route by somebody whose role allows it', () => {
    const all = withId().map(({ method, path }) => `${method} ${path}`);
    expect(all.filter((at) => !tried.includes(at))).toEqual([]);
  });

  it.each(['club of another network', 'federation of another network'] as const)(
    'are in no list of a %s, however it is narrowed',
    async (who) => {
      const known = Object.values(ids);
      for (const { path, operation } of operationsOf(document).filter(
        ({ method, path }) => method === 'get' && /^\/v1\/[\w-]+$/.test(path),
      )) {
        const whole = await call(strangers[who], 'get', path);
        expect([path, known.filter((id) => whole.text.includes(id))]).toEqual([path, []]);
        if (whole.status === 200) expect([path, faultsInAnswer(operation, whole)]).toEqual([path, []]);
        for (const filter of filtersOf(operation)) {
          const kind = filter.name.replace(/Id$/, '') as PublicKind;
          const [foreign, missing] = [ids[kind] ?? '', publicId(kind, newId())];
          const answers = await Promise.all([foreign, missing].map((id) => call(strangers[who], 'get', `${path}?${filter.name}=${id}`)));
          expect([path, filter.name, told(answers[0])]).toEqual([path, filter.name, told(answers[1])]);
          if (answers[0].status === 200) expect((answers[0].body as Paged<unknown>).data).toEqual([]);
        }
      }
    },
  );

  it.each(['an employee', 'a client', 'a gym’s administrator'] as const)(
    'tell %s of elsewhere nothing: no object, no list, no byte of what the club holds',
    async (who) => {
      const stranger = await strangerAs(who);
      const known = [...Object.values(ids), ...heldByTheClub];
      const leaked = (text: string) => known.filter((secret) => text.includes(secret));
      for (const { method, path } of withId()) {
        const at = `${method} ${path}`;
        const [foreign, missing] = [await send(stranger, method, path, ids), await send(stranger, method, path, {})];
        expect([at, [403, 404].includes(foreign.status), told(foreign)]).toEqual([at, true, told(missing)]);
        expect([at, leaked(foreign.text)]).toEqual([at, []]);
      }
      for (const { path } of operationsOf(document).filter(({ method, path }) => method === 'get' && /^\/v1\/[\w/-]+$/.test(path))) {
        const { text } = await call(stranger, 'get', path);
        expect([path, leaked(text)]).toEqual([path, []]);
      }
    },
  );

  it('cannot be named in a body either', async () => {
    const { 'club of another network': other, 'federation of another network': otherFederation } = strangers;
    const tries: [SomeOrganization, string, (ids: Ids) => object][] = [
      [other, '/v1/listings', ({ offer }) => ({ offerId: offer, name: 'Theirs' })],
      [otherFederation, '/v1/catalogue-drafts', ({ offer }) => ({ changes: [{ offerId: offer }] })],
      [otherFederation, '/v1/users', ({ organization }) => ({ ...somebody, organizationId: organization })],
      [other, '/v1/users', ({ organization }) => ({ ...somebody, organizationId: organization })],
      [otherFederation, '/v1/api-keys', ({ organization }) => ({ organizationId: organization, role: 'club-administrator', name: 'Key' })],
    ];
    for (const [who, path, body] of tries) {
      const [foreign, missing] = [await call(who, 'post', path, body(ids)), await call(who, 'post', path, body(missingIds()))];
      expect([path, foreign.status, told(foreign)]).toEqual([path, 404, told(missing)]);
    }
  });

  it('cannot be acted for by naming them', async () => {
    const as = (organization: string) =>
      call(strangers['club of another network'], 'get', '/v1/me', undefined, { 'acting-organization': organization });
    const [foreign, missing] = [await as(club.id), await as(publicId('organization', newId()))];
    expect([foreign.status, told(foreign)]).toEqual([403, told(missing)]);
  });

  it('cannot be decided for: a person of another network is no candidate', async () => {
    const { 'club of another network': other } = strangers;
    await imported(other, [{ 'First name': 'Geneviève', 'Last name': 'Beauchemin', 'Birth date': '04/09/1988' }]);
    const { id, state } = await checked(other, [{ 'First name': 'Genevieve', 'Last name': 'Beauchemim', 'Birth date': '04/09/1988' }]);
    expect(state).toBe('needsDecisions');
    const decide = (personId: string | undefined) =>
      call(other, 'post', `/v1/imports/${id}/decisions`, { decisions: [{ row: 2, personId }] });
    const [foreign, missing] = [await decide(ids.person), await decide(publicId('person', newId()))];
    expect([foreign.status, told(foreign)]).toEqual([missing.status, told(missing)]);
    expect(foreign.status).toBeGreaterThanOrEqual(400);
  });

  const somebody = {
    role: 'club-administrator',
    email: `stranger.${newId()}@mail.example`,
    name: 'Stranger',
    password: 'lames-et-glace-2026',
  };
  const tried: string[] = [];

  /** Of people the club told us about, and nobody else has. */
  const heldByTheClub = ['Quiviger', 'Quivigier', 'Undone', 'ida@mail.example', 'Zoë', 'Ungava', 'Pitseolak'];

  async function strangerAs(who: string): Promise<SomeOrganization> {
    const other = strangers['club of another network'];
    if (who === 'a gym’s administrator') return someOrganization(product, product.operator, { kind: 'gym' });
    if (who === 'a client') return { id: other.id, api: (await clientOf(product, other)).api };
    const email = `staff.${newId()}@club.example`;
    const user = { organizationId: other.id, role: 'employee', email, name: 'Sam Somebody', password: somebody.password };
    await other.api.post('/v1/users', user);
    return { id: other.id, api: await Api.signIn(product.http, email, somebody.password) };
  }

  const withId = () => operationsOf(document).filter(({ path }) => path.includes('{id}'));
  const kindOf = (path: string): PublicKind => {
    const collection = path.split('/')[2];
    const words = collection.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return words === 'people' ? 'person' : (words.replace(/(?<=ch)es$|s$/, '') as PublicKind);
  };

  /** A federation's offers are there for its clubs to resell. */
  const isShared = (who: string, path: string): boolean => who === 'sibling club' && path.startsWith('/v1/offers/');

  const missingIds = (): Ids =>
    Object.fromEntries((Object.keys(publicPrefixes) as PublicKind[]).map((kind) => [kind, publicId(kind, newId())]));

  const filtersOf = (operation: { parameters?: object[] }): { name: string }[] =>
    (operation.parameters ?? []).filter(
      (parameter): parameter is { name: string } => 'name' in parameter && String(parameter.name).endsWith('Id'),
    );

  /** What an answer says, without what is its own in every answer. */
  const told = ({ status, text }: Answer): string => `${status} ${text.replace(/"instance":"[^"]*"/, '')}`;

  function faultsInAnswer(operation: { responses: object }, { body, text }: Answer): string[] {
    const { 200: ok } = operation.responses as Record<number, { content?: Content }>;
    const [mediaType, media] = Object.entries(ok.content ?? {})[0];
    return faultsAgainst(media.schema, mediaType === 'application/json' ? body : text, document.components?.schemas ?? {});
  }

  /** An operation with the example of the document, on the given objects, or on some that nobody has. */
  function send(as: SomeOrganization, method: string, path: string, on: Ids): Promise<Answer> {
    const operation = document.paths[path][method as 'get'];
    const content = (operation?.requestBody as { content?: Content } | undefined)?.content;
    const address = path
      .replace('{id}', on[kindOf(path)] ?? publicId(kindOf(path), newId()))
      .replace('{row}', '2')
      .replace('{invoiceId}', on.invoice ?? publicId('invoice', newId()))
      .replace('{position}', '1');
    const headers: Record<string, string> = method === 'get' ? {} : { 'idempotency-key': newId() };
    return call(
      as,
      method,
      address,
      content?.['application/json']?.example,
      method === 'patch' ? { ...headers, 'if-match': '"1"' } : headers,
    );
  }

  async function call(as: SomeOrganization, method: string, address: string, body?: unknown, headers: object = {}): Promise<Answer> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const all = { ...as.api.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
    const response = await fetch(product.http + address, { method: method.toUpperCase(), headers: all, ...sent });
    const text = await response.text();
    const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? ''); // Lines of it are a file.
    return { status: response.status, text, body: isJson ? JSON.parse(text) : undefined };
  }

  /** A credit note, and a cancellation that waits for the federation. */
  async function creditsOf(billingAccount: string): Promise<Ids> {
    const lines = [{ kind: 'merchandise', description: 'Shirt', ledgerCode: '4200', amount: { amountMinor: 2000, currency: 'CAD' } }];
    const { id: shirt } = await club.api.post<{ id: string }>('/v1/invoices', { billTo: billingAccount, lines });
    const { id: creditNote } = await club.api.post<{ id: string }>('/v1/credit-notes', {
      invoiceId: shirt,
      lines: [{ position: 1, credit: { kind: 'all' } }],
    });
    const changed = await call(
      federation,
      'patch',
      `/v1/organizations/${federation.id}/billing-settings`,
      { upstreamCredit: 'on-approval' },
      { 'if-match': '"1"' },
    );
    expect(changed.status).toBe(200);
    const { id: importId } = await imported(club, [{ 'First name': 'Ida', 'Last name': 'Leaving', Email: 'ida@mail.example' }]);
    const [{ id: ida }] = (await club.api.get<Paged<{ id: string }>>(`/v1/people?importId=${importId}`)).data;
    const [{ id: membershipId }] = (await club.api.get<Paged<{ id: string }>>(`/v1/memberships?personId=${ida}`)).data;
    const cancellations = [{ membershipId, credit: { kind: 'all' } }];
    const { billing } = await club.api.post<{ billing: { previewHash: string } }>('/v1/cancellations/preview', { cancellations });
    const order = { cancellations, previewHash: billing.previewHash };
    const { data } = await club.api.post<{ data: { cancellation: { id: string } }[] }>('/v1/cancellations', order);
    const cancellation = data[0].cancellation.id;
    const [{ id: upstreamCredit }] = (await federation.api.get<Paged<{ id: string }>>('/v1/upstream-credits?state=waiting')).data;
    return { creditNote, cancellation, upstreamCredit };
  }

  async function oneOfEverything(offer: string): Promise<Ids> {
    await imported(club, [{ 'First name': 'Ana', 'Last name': 'Diaz', Email: 'ana@mail.example' }]);
    await imported(
      club,
      ['Quiviger', 'Quivigier'].map((name) => ({ 'First name': 'Marie-Lou', 'Last name': name })),
    ); // Alike enough to be asked about.
    const { id: undone } = await imported(club, [{ 'First name': 'Eva', 'Last name': 'Undone', Gender: 'M' }]); // All there is to see of an import.
    await club.api.post(`/v1/imports/${undone}/undo`);
    await club.api.settled(undone, undefined, 20);
    const { id: apiKey } = await federation.api.post<{ id: string }>('/v1/api-keys', {
      organizationId: club.id,
      role: 'club-administrator',
      name: 'Desk',
    });
    const billingAccount = (await club.api.get<Paged<{ id: string }>>('/v1/billing-accounts?level=client&sort=-balance')).data[0].id;
    const money = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });
    const planned = await oneOfEverythingPlanned(billingAccount, money);
    const { id: payment } = await club.api.post<{ id: string }>('/v1/payments', {
      billingAccountId: billingAccount,
      amount: money(10_000),
      method: 'cash',
    });
    const { id: refund } = await club.api.post<{ id: string }>('/v1/refunds', { billingAccountId: billingAccount, amount: money(100) });
    const { id: own } = await club.api.post<{ id: string }>('/v1/offers', {
      names: { en: 'Evening class' },
      originalPrice: money(900),
      term: { kind: 'ongoing' },
    });
    const { id: catalogueDraft } = await club.api.post<{ id: string }>('/v1/catalogue-drafts', {
      changes: [{ offerId: own, originalPrice: money(950) }],
    });
    const { id: duplicateSearch } = await club.api.post<{ id: string }>('/v1/duplicate-searches');
    const possibleDuplicate = await onePossibleDuplicate(duplicateSearch);
    const first = async (path: string) => (await club.api.get<Paged<{ id: string }>>(path)).data[0].id;
    const { id: permissionGroup } = await club.api.post<{ id: string }>('/v1/permission-groups', {
      name: 'Desk',
      rights: ['money.record'],
    });
    const person = await first('/v1/people');
    const account = await first('/v1/accounts');
    const personExport = await oneExport(person);
    const personErasure = await oneErasure(undone);
    return {
      organization: club.id,
      user: await first('/v1/users'),
      permissionGroup,
      offer,
      apiKey,
      catalogueDraft,
      import: undone,
      listing: await first('/v1/listings'),
      invitation: await oneInvitation(),
      account,
      form: (
        await club.api.post<{ id: string }>('/v1/forms', {
          names: { en: 'Health' },
          questions: [{ key: 'size', kind: 'text', labels: { en: 'Size' } }],
        })
      ).id,
      contact: (await club.api.post<{ id: string }>(`/v1/accounts/${account}/contacts`, { name: 'Zoë', type: 'emergency' })).id,
      person,
      personExport,
      username: await oneUsername(),
      personErasure,
      ...(await skillsOf(person)),
      ...(await pictureOf(person)),
      membership: await first('/v1/memberships'),
      affiliation: await oneAffiliation(),
      batchOrder: await oneBatchOrder(person),
      invoice: await first('/v1/invoices'),
      ledgerCode: await first('/v1/ledger-codes'),
      billingAccount,
      ...(await creditsOf(billingAccount)),
      payment,
      refund,
      ...planned,
      duplicateSearch,
      possibleDuplicate,
      merge: await oneMerge(),
    };
  }

  /** Of two clients nobody else here is about. */
  async function oneMerge(): Promise<string> {
    const [survivorPersonId, closedPersonId] = await Promise.all(
      ['Olga', 'Helga'].map(async (firstName) => {
        const client = { firstName, lastName: 'Merging', email: `${firstName}.${newId()}@mail.test` };
        return (await club.api.post<{ owner: { personId: string } }>('/v1/accounts', client)).owner.personId;
      }),
    );
    const two = { survivorPersonId, closedPersonId };
    const { previewHash } = await club.api.post<{ previewHash: string }>('/v1/merge-previews', two);
    const { id } = await club.api.post<{ id: string }>('/v1/merges', { ...two, previewHash });
    await eventually(async () => (await club.api.get<{ state: string }>(`/v1/merges/${id}`)).state === 'merged', { withinMs: 60_000 });
    return id;
  }

  /** What the search made of the two who are alike. */
  async function onePossibleDuplicate(search: string): Promise<string> {
    await eventually(async () => (await club.api.get<{ state: string }>(`/v1/duplicate-searches/${search}`)).state === 'finished', {
      withinMs: 60_000,
    });
    return (await club.api.get<Paged<{ id: string }>>('/v1/possible-duplicates')).data[0].id;
  }

  /** Of whom an undone import made. */
  async function oneErasure(importId: string): Promise<string> {
    const [{ id }] = (await club.api.get<Paged<{ id: string }>>(`/v1/people?importId=${importId}&showArchived=true`)).data;
    const { previewHash } = await club.api.post<{ previewHash: string }>(`/v1/people/${id}/erasures/preview`);
    return (await club.api.post<{ id: string }>(`/v1/people/${id}/erasures`, { previewHash })).id;
  }

  /** Ready to be fetched. */
  async function oneExport(person: string): Promise<string> {
    const { id } = await club.api.post<{ id: string }>(`/v1/people/${person}/exports`);
    await eventually(async () => (await club.api.get<{ state: string }>(`/v1/person-exports/${id}`)).state === 'ready', {
      withinMs: 60_000,
    });
    return id;
  }

  /** Known by whose it is. */
  async function pictureOf(person: string): Promise<Ids> {
    const body = new Uint8Array(
      await sharp({ create: { width: 64, height: 64, channels: 3, background: '#808080' } })
        .png()
        .toBuffer(),
    );
    const headers = { ...club.api.headers, 'content-type': 'image/png' };
    const { status } = await fetch(`${product.http}/v1/people/${person}/picture`, { method: 'PUT', headers, body });
    expect(status).toBe(200);
    return {};
  }

  /** Of somebody who is asked to sign in to the account of a school. */
  async function oneUsername(): Promise<string> {
    const { id } = await club.api.post<{ id: string }>('/v1/corporate-accounts', { name: 'École Ungava', email: 'compta@ungava.example' });
    const given = { name: 'Pitseolak', email: `pitseolak.${newId()}@mail.test`, how: 'activation' };
    return (await club.api.post<{ id: string }>(`/v1/accounts/${id}/usernames`, given)).id;
  }

  async function skillsOf(person: string): Promise<Ids> {
    const { id: skill } = await club.api.post<{ id: string }>('/v1/skills', { names: { en: 'Crossovers' } });
    const { id: memberSkill } = await club.api.post<{ id: string }>(`/v1/people/${person}/skills`, { skillId: skill });
    return { skill, memberSkill };
  }

  /** Waiting to be confirmed: nothing of it can be made, for she holds it already. */
  async function oneBatchOrder(personId: string): Promise<string> {
    const first = async (path: string) => (await club.api.get<Paged<{ id: string }>>(path)).data[0].id;
    const [listingId, accountId] = [await first('/v1/listings'), await first('/v1/accounts')];
    const { id } = await club.api.post<{ id: string }>('/v1/batch-orders/sales', { sales: [{ listingId, accountId, personId }] });
    await eventually(async () => (await club.api.get<{ state: string }>(`/v1/batch-orders/${id}`)).state === 'ready', { withinMs: 60_000 });
    return id;
  }

  /** What the club holds itself. */
  async function oneAffiliation(): Promise<string> {
    const { id: offerId } = await federation.api.post<{ id: string }>('/v1/offers', {
      names: { en: 'Club affiliation' },
      originalPrice: { amountMinor: 30_000, currency: 'CAD' },
      term: { kind: 'fixed-duration', months: 12 },
      affiliation: true,
    });
    return (await club.api.post<{ id: string }>('/v1/affiliations', { offerId })).id;
  }

  /** Of a client of another network: even the one who told that address is a stranger to the invitation. */
  async function oneInvitation(): Promise<string> {
    const invited = { email: `invited.${newId()}@mail.test`, firstName: 'Ines', lastName: 'Okafor' };
    await strangers['club of another network'].api.post('/v1/accounts', invited);
    return (await club.api.post<{ id: string }>('/v1/invitations', invited)).id;
  }

  async function oneOfEverythingPlanned(billingAccountId: string, money: (amountMinor: number) => object): Promise<Ids> {
    const made = async (path: string, body: object): Promise<string> =>
      (await club.api.post<{ id: string }>(path, { billingAccountId, ...body })).id;
    const card = { method: 'card', instrument: 'card-1' };
    const settings = { allowed: true, minimum: money(100) };
    const allowed = await call(club, 'put', '/v1/online-payment-settings', settings, { 'idempotency-key': newId() });
    expect(allowed.status).toBe(200);
    const recurring = { kind: 'fee', description: 'Locker', ledgerCode: '4300', unit: 'month', every: 1, startsOn: '2099-01-01' };
    return {
      onlinePayment: await made('/v1/online-payments', { amount: money(100), ...card }),
      plannedPayment: await made('/v1/planned-payments', { amount: money(100), method: 'cheque', dueOn: '2099-01-01' }),
      paymentPlan: await made('/v1/payment-plans', { total: money(200), many: 2, ...card, first: { dueOn: '2099-01-01' } }),
      recurringCharge: (
        await club.api.post<{ id: string }>('/v1/recurring-charges', { ...recurring, billTo: billingAccountId, net: money(500) })
      ).id,
      dueRun: (await club.api.post<{ id: string }>('/v1/due-runs')).id,
    };
  }
});
