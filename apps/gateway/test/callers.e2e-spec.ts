import request, { type Test } from 'supertest';
import { GetOrganization } from '#contracts/identity/organizations';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';
import { RefreshSession, SignIn, SignOut } from '#contracts/identity/sessions.command';
import { ListOffers } from '#contracts/memberships/offers';
import { newId, publicId } from '#kernel/ids';
import { Unauthenticated } from '#platform/errors/unauthenticated';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { FakeServices } from './fake-services.js';

describe('who is calling', () => {
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

  it('is asked of identity on every request, so that a log-out acts at once', async () => {
    await get('/v1/me').expect(200);
    services.answer(ResolveCaller, () => {
      throw new Unauthenticated('Ended', 'identity.session-ended');
    });
    const { body } = await get('/v1/me')
      .expect(401)
      .expect('www-authenticate', /Bearer/);
    expect(body).toMatchObject({ code: 'identity.session-ended', status: 401 });
  });

  it.each([
    ['nothing', {}],
    ['a wrong key', { 'x-api-key': 'wrong' }],
    ['a key as a bearer token', { authorization: 'Bearer key-of-the-club' }],
    ['another scheme', { authorization: 'Basic a2V5' }],
  ])('is refused with %s', async (_what, headers) => {
    await http().get('/v1/offers').set(headers).expect(401);
    expect(services.of(ListOffers)).toEqual([]);
  });

  it('may sign in, refresh and sign out; the access token names the session', async () => {
    const session = { sessionId: newId(), refreshToken: 'r1', refreshExpiresAt: '2027-01-01T00:00:00.000Z', userId: newId() };
    services.answer(SignIn, () => session);
    services.answer(RefreshSession, () => ({ ...session, refreshToken: 'r2' }));
    services.answer(SignOut, () => ({ ended: true }));
    services.answer(ResolveCaller, ({ sessionId }) => {
      if (sessionId !== session.sessionId) throw new Unauthenticated();
      return services.administrator({ kind: 'user' });
    });

    const first = await http().post('/v1/sessions').send({ email: 'ana@club.example', password: 'secret' }).expect(201);
    expect(first.body).toEqual({
      accessToken: expect.any(String),
      expiresInSeconds: 600,
      refreshToken: 'r1',
      refreshExpiresAt: session.refreshExpiresAt,
      userId: publicId('user', session.userId),
    });
    const next = await http().post('/v1/sessions/refresh').send({ refreshToken: 'r1' }).expect(201);
    const { accessToken } = next.body as { accessToken: string };
    await http().get('/v1/me').set('authorization', `Bearer ${accessToken}`).expect(200);
    await http().delete('/v1/sessions/current').set('authorization', `Bearer ${accessToken}`).expect(204);
    expect(services.of(SignOut)[0].message).toEqual({ sessionId: session.sessionId });
    expect(services.of(SignIn)[0]).toMatchObject({
      message: { address: '127.0.0.1' },
      context: { caller: { kind: 'service', id: 'gateway' } },
    });
  });

  it('has no session to end as an API key', async () => {
    await signed(http().delete('/v1/sessions/current')).expect(404);
  });

  it('reaches the services as a signed caller with the acting organization, derived here', async () => {
    services.answer(ListOffers, () => ({ data: [], next: null }));
    await get('/v1/offers').expect(200);
    const { club } = services;
    expect(services.of(ListOffers)[0].context.caller).toEqual({
      kind: 'api-key',
      id: services.administrator().id,
      name: 'Ana',
      roles: ['club-administrator'],
      organization: club,
      organizations: [club.id],
      federationId: club.federationId,
    });
  });

  it('names the organization to act for by its public id', async () => {
    const other = newId();
    await get('/v1/me').set('acting-organization', publicId('organization', other)).expect(200);
    expect(services.of(ResolveCaller)[0].message).toMatchObject({ organizationId: other });
    await get('/v1/me').set('acting-organization', other).expect(400);
  });

  it('must choose among several, but may look at what there is to choose from', async () => {
    services.answer(ResolveCaller, () => services.administrator({ organization: null, roles: [] }));
    const { body } = await get('/v1/offers').expect(400);
    expect(body).toMatchObject({ code: 'gateway.acting-organization-needed' });
    await get('/v1/me').expect(200);
    services.answer(ResolveCaller, () => services.administrator({ organization: null, roles: [], grants: [] }));
    await get('/v1/offers').expect(403);
  });

  it('acts for no organization as an operator', async () => {
    services.answer(ResolveCaller, () => services.administrator({ organization: null, roles: ['operator'], grants: [] }));
    await get(`/v1/organizations/${publicId('organization', newId())}`).expect(404);
    expect(services.of(GetOrganization)[0].context.caller).toMatchObject({ roles: ['operator'], organization: null, organizations: [] });
  });
});
