import request from 'supertest';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';
import { newId } from '#kernel/ids';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { FakeServices } from './fake-services.js';

describe('limits', () => {
  const services = new FakeServices();
  let world: World;

  beforeAll(async () => {
    const env = { RATE_LIMIT_PER_MINUTE: '3', ANONYMOUS_RATE_LIMIT_PER_MINUTE: '2', CORS_ORIGINS: 'https://console.example' };
    world = await startWorld([gateway, ...services.definitions()], { env });
  });
  afterAll(() => world?.stop());
  beforeEach(() => services.reset());

  it('are one tenant’s own: 429 with when to come back', async () => {
    const me = () => request(world.http).get('/v1/me').set('x-api-key', services.key);
    for (let i = 0; i < 3; i++) await me().expect(200);
    const { body } = await me()
      .expect(429)
      .expect('retry-after', /^(1?\d|20)$/);
    expect(body).toMatchObject({ code: 'gateway.too-many-requests' });
    services.answer(ResolveCaller, () => services.administrator({ organization: { ...services.club, id: newId() } }));
    await me().expect(200);
  });

  it('stop an address that tries keys, before identity is asked', async () => {
    const guess = () => request(world.http).get('/v1/me').set('x-api-key', 'guess');
    await guess().expect(401);
    await guess().expect(401);
    services.received.length = 0;
    await guess().expect(429);
    await request(world.http).post('/v1/sessions').send({ email: 'a@b.example', password: 'x' }).expect(429);
    expect(services.received).toEqual([]);
  });

  it('let pages of the listed origins call, and no others', async () => {
    const from = (origin: string) =>
      request(world.http).options('/v1/me').set('origin', origin).set('access-control-request-method', 'GET');
    expect((await from('https://console.example')).headers['access-control-allow-origin']).toBe('https://console.example');
    expect((await from('https://elsewhere.example')).headers['access-control-allow-origin']).toBeUndefined();
  });
});
