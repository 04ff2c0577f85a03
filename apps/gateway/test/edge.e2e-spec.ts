import request, { type Test } from 'supertest';
import { CreateOffer, ChangeOffer, GetOffer, ListOffers, type OfferRecord } from '#contracts/memberships/offers';
import { RegisterOrganization } from '#contracts/identity/organizations';
import { CreateUser } from '#contracts/identity/access';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';
import { ListIssues } from '#contracts/imports/imports';
import { newId, publicId } from '#kernel/ids';
import { Stale } from '#platform/errors/stale';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { FakeServices } from './fake-services.js';

describe('the edge', () => {
  const services = new FakeServices();
  let world: World;

  beforeAll(async () => {
    world = await startWorld([gateway, ...services.definitions()]);
  });
  afterAll(() => world?.stop());
  beforeEach(() => services.reset());

  const http = () => request(world.http);
  const signed = (call: Test) => call.set('x-api-key', services.key);
  const get = (path: string) => signed(http().get(path));
  const post = (path: string) => signed(http().post(path));
  const patch = (path: string) => signed(http().patch(path));
  const offerAddress = () => `/v1/offers/${publicId('offer', offer.id)}`;

  const offer: OfferRecord = {
    id: newId(),
    federationId: newId(),
    names: { fr: 'Récréatif' },
    originalMinor: 4500,
    currency: 'CAD',
    term: { kind: 'ongoing' },
    expiresOn: null,
    eligibility: { minAge: null, maxAge: null, gender: null },
    quotaPerReseller: null,
    priceEditable: true,
    ledgerCode: '4100',
    resale: true,
    taxKind: 'membership',
    card: false,
    cardPhoto: false,
    family: false,
    affiliation: false,
    visibility: 'immediate',
    visibleFrom: null,
    replacement: { mode: 'off', offerIds: [] },
    archived: false,
    version: 3,
  };
  const newOffer = { names: { fr: 'Récréatif' }, originalPrice: { amountMinor: 4500, currency: 'CAD' }, term: { kind: 'ongoing' } };

  describe('a request', () => {
    it('is told every fault of its body by JSON pointer, unknown fields among them', async () => {
      const { body } = await post('/v1/offers')
        .send({
          names: {},
          originalPrice: { amountMinor: 1.5, currency: 'cad' },
          term: { kind: 'fixed-duration', months: 0, extra: 1 },
          federationId: 'x',
        })
        .expect(400);
      const { errors, ...problem } = body as { errors: { pointer: string }[] };
      expect(problem).toMatchObject({ code: 'gateway.invalid-request', status: 400 });
      expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
        '/federationId',
        '/names',
        '/originalPrice/amountMinor',
        '/originalPrice/currency',
        '/term/extra',
        '/term/months',
      ]);
      expect(services.of(CreateOffer)).toEqual([]);
    });

    it.each([
      [{ kind: 'forever' }],
      [{ kind: 'fixed-dates', effectiveOn: '2026-02-30', expiresOn: '2027-01-01' }],
      ['ongoing'],
      [null],
      [[]],
    ])('is refused with the term %j', async (term) => {
      const { body } = await post('/v1/offers')
        .send({ ...newOffer, term })
        .expect(400);
      expect((body as { errors: { pointer: string }[] }).errors[0].pointer).toMatch(/^\/term/);
    });

    it.each([
      ['an odd limit', 'limit=0'],
      ['too large a limit', 'limit=201'],
      ['an unknown filter', 'colour=red'],
      ['an id of another kind', `importId=${publicId('offer', newId())}`],
      ['a filter twice', 'level=client&level=client'],
    ])('is refused with %s', async (_what, query) => {
      await get(`/v1/invoices?${query}`).expect(400);
    });

    it('asks for things by ids that look like it, and otherwise finds nothing', async () => {
      for (const id of [offer.id, publicId('listing', offer.id), 'off_', 'off_1', `off_${'g'.repeat(32)}`, "off_' OR 1=1"]) {
        const { body } = await get(`/v1/offers/${encodeURIComponent(id)}`).expect(404);
        expect(body).toMatchObject({ code: 'gateway.no-such-object' });
      }
      expect(services.of(GetOffer)).toEqual([]);
    });

    it('is refused when its body is not JSON, broken, or too large', async () => {
      const send = (type: string, body: string) => post('/v1/offers').set('content-type', type).send(body);
      expect((await send('text/plain', 'hello').expect(415)).body).toMatchObject({ code: 'gateway.wrong-media-type' });
      expect((await send('application/x-www-form-urlencoded', 'a=b').expect(415)).body).toMatchObject({ status: 415 });
      expect((await send('application/json', '{"a":').expect(400)).body).toMatchObject({ code: 'gateway.unreadable-body' });
      expect((await send('application/json', `"${'x'.repeat(300_000)}"`).expect(413)).body).toMatchObject({
        code: 'gateway.body-too-large',
      });
    });

    it('must name an address there is', async () => {
      for (const path of ['/v1/nothing', '/nothing', '/v1/offers/x/y']) {
        const { body } = await get(path)
          .expect(404)
          .expect('content-type', /^application\/problem\+json/);
        expect(body).toMatchObject({ code: 'gateway.no-such-route' });
      }
    });

    it('states prices in the acting organization’s currency', async () => {
      const { body } = await post('/v1/offers')
        .send({ ...newOffer, originalPrice: { amountMinor: 1, currency: 'EUR' } })
        .expect(422);
      expect(body).toMatchObject({ code: 'gateway.other-currency', currency: 'EUR', expected: 'CAD' });
    });

    it('is read in the reader’s language', async () => {
      services.answer(ListIssues, () => ({ data: [], next: null, byCode: [] }));
      const issues = `/v1/imports/${publicId('import', newId())}/issues`;
      for (const language of ['fr-CA, en;q=0.5', 'de', 'en, fr;q=0.9', 'de, fr;q=0.1']) await get(issues).set('accept-language', language);
      await get(issues);
      expect(services.of(ListIssues).map(({ message }) => (message as ListIssues).language)).toEqual(['fr', 'en', 'en', 'fr', 'en']);
    });
  });

  describe('an idempotency key', () => {
    it('travels with the command, and gives a repeat the same id', async () => {
      services.answer(CreateOffer, ({ offerId }) => ({ ...offer, id: offerId }));
      const make = () => post('/v1/offers').set('idempotency-key', 'first').send(newOffer).expect(201);
      const [one, two] = [await make(), await make()];
      expect(two.body).toEqual(one.body);
      expect(one.headers.location).toBe(`/v1/offers/${(one.body as { id: string }).id}`);
      expect(services.of(CreateOffer).map(({ context }) => context.idempotencyKey)).toEqual(['first', 'first']);
      await post('/v1/offers').send(newOffer).expect(201);
      expect(new Set(services.of(CreateOffer).map(({ message }) => (message as CreateOffer).offerId)).size).toBe(2);
    });

    it('is required where something is committed', async () => {
      const { body } = await post(`/v1/imports/${publicId('import', newId())}/commit`)
        .send({ previewHash: 'h' })
        .expect(400);
      expect(body).toMatchObject({ code: 'gateway.idempotency-key-missing' });
    });
  });

  describe('an edit', () => {
    it('names the version that was seen: none 428, stale 412, else it is passed on', async () => {
      services.answer(GetOffer, () => offer);
      services.answer(ChangeOffer, ({ version }) => {
        if (version !== 3) throw new Stale('memberships.stale-offer', { version: 3 });
        return { ...offer, archived: true, version: 4 };
      });
      const { headers } = await get(offerAddress()).expect(200);
      expect(headers.etag).toBe('"3"');
      const change = () => patch(offerAddress()).send({ archived: true });
      expect((await change().expect(428)).body).toMatchObject({ code: 'gateway.if-match-missing' });
      expect((await change().set('if-match', '"2"').expect(412)).body).toMatchObject({ code: 'memberships.stale-offer', version: 3 });
      expect((await change().set('if-match', '*').expect(412)).body).toMatchObject({ code: 'gateway.if-match-stale' });
      const changed = await change().set('if-match', '"3"').expect(200);
      expect(changed.headers.etag).toBe('"4"');
      expect(changed.body).toMatchObject({ archived: true, version: 4 });
    });

    it('tells a field left out from one set to nothing', async () => {
      services.answer(ChangeOffer, () => offer);
      await patch(offerAddress()).set('if-match', '"3"').send({ expiresOn: null }).expect(200);
      expect(services.of(ChangeOffer)[0].message).toEqual({ offerId: offer.id, version: 3, expiresOn: null });
      await patch(offerAddress()).set('if-match', '"3"').send({ names: null }).expect(400);
    });
  });

  describe('an answer', () => {
    it('holds what its class names and nothing else, whatever the service sends', async () => {
      services.answer(GetOffer, () => ({ ...offer, secretCost: 12, eligibility: { ...offer.eligibility, note: 'private' } }));
      const { body, text } = await get(offerAddress()).expect(200);
      expect(text).not.toMatch(/secretCost|private/);
      expect(body).toMatchObject({ id: publicId('offer', offer.id), originalPrice: { amountMinor: 4500, currency: 'CAD' } });
    });

    it('is paged by what the service says', async () => {
      services.answer(ListOffers, ({ after }) => ({ data: [offer], next: after ? null : 'more' }));
      expect((await get('/v1/offers?limit=1')).body).toMatchObject({ page: { next: 'more', hasMore: true } });
      expect((await get('/v1/offers?limit=1&after=more')).body).toMatchObject({ page: { next: null, hasMore: false } });
      expect(services.of(ListOffers).map(({ message }) => message)).toEqual([{ limit: 1 }, { limit: 1, after: 'more' }]);
    });

    it('is never stored, opens to no other origin, and tells browsers what not to do', async () => {
      const { headers } = await get('/v1/me').set('origin', 'https://elsewhere.example').expect(200);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers.etag).toBeUndefined();
    });

    it('of a service in trouble says nothing but where it is logged', async () => {
      services.answer(GetOffer, () => {
        throw new Error('password=hunter2');
      });
      const response = await get(offerAddress()).expect(500);
      expect(response.text).not.toContain('hunter2');
      expect(response.body).toMatchObject({ code: 'platform.internal', instance: `urn:uuid:${response.headers['x-request-id']}` });
    });

    it('carries one correlation through body, header and messages, which a caller may begin', async () => {
      const correlationId = newId();
      const { body, headers } = await post('/v1/users')
        .set('x-request-id', correlationId)
        .send({
          organizationId: publicId('organization', newId()),
          role: 'club-administrator',
          email: 'a@b.example',
          name: 'A',
          password: 'p'.repeat(12),
        })
        .expect(404);
      expect(headers['x-request-id']).toBe(correlationId);
      expect(body).toMatchObject({ instance: `urn:uuid:${correlationId}` });
      expect(services.of(CreateUser)[0].context.correlationId).toBe(correlationId);
      const other = await get('/v1/me').set('x-request-id', 'evil\u0020id');
      expect(other.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('to an unknown code has a page that its type resolves to', async () => {
      const { body } = await http().get('/v1/me').expect(401);
      const { type, title } = body as { type: string; title: string };
      expect(type).toBe(`${world.http}/problems/platform.unauthenticated`);
      const page = await request(type)
        .get('')
        .expect(200)
        .expect('content-type', /^text\/html/);
      expect(page.text).toContain(title);
      await http().get('/problems/no.such-code').expect(404);
      await http().get('/problems/..%2f..%2fpackage').expect(404);
    });
  });

  it('says 503 and when to come back while a service is away', async () => {
    await world.halt('memberships');
    try {
      const { body } = await get('/v1/offers').expect(503).expect('retry-after', /^\d+$/);
      expect(body).toMatchObject({ code: 'platform.unavailable' });
    } finally {
      await world.start('memberships');
    }
  });

  it('lets a new organization’s id follow from its key, for the operator too', async () => {
    services.answer(ResolveCaller, () => services.administrator({ organization: null, roles: ['operator'], grants: [] }));
    const club = { kind: 'federation', name: 'F', currency: 'CAD', timeZone: 'America/Toronto', languages: ['fr'], country: 'CA' };
    for (const key of ['a', 'a', 'b']) await post('/v1/organizations').set('idempotency-key', key).send(club).expect(404);
    const ids = services.of(RegisterOrganization).map(({ message }) => (message as RegisterOrganization).organizationId);
    expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false]);
  });
});
