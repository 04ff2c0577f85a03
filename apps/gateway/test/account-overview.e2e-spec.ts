import request from 'supertest';
import { ListBillingAccounts } from '#contracts/billing/documents.query';
import { GetAccount, type AccountRecord } from '#contracts/identity/accounts.query';
import { ListActivities } from '#contracts/memberships/entry';
import { ListMemberships } from '#contracts/memberships/memberships.query';
import { GetUsage } from '#contracts/memberships/on-sale';
import { newId, publicId } from '#kernel/ids';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { FakeServices } from './fake-services.js';

type Parts = Record<string, { state: string; service: string | null; retry: string | null }>;

describe('the overview of a client account', () => {
  const services = new FakeServices();
  const id = newId();
  const address = `/v1/accounts/${publicId('account', id)}/overview`;
  let world: World;

  beforeAll(async () => {
    world = await startWorld([gateway, ...services.definitions()]);
  });
  afterAll(() => world?.stop());
  beforeEach(() => {
    services.reset();
    services.answer(GetAccount, () => account);
    services.answer(GetUsage, () => ({ skills: false, cards: false }));
    services.answer(ListMemberships, () => ({ data: [], next: null }));
    services.answer(ListActivities, () => ({ data: [], next: null }));
  });

  const account: AccountRecord = {
    id,
    clientId: newId(),
    owner: { personId: null, name: 'Parent of Léa Roy', placeholder: true },
    members: [],
    email: null,
    activation: { state: 'none', requestedAt: null, expiresAt: null, username: null },
    consent: 'given',
    corporate: null,
    importId: null,
    createdAt: '2026-11-22T10:00:00.000Z',
    archivedAt: null,
  };
  const silent = () => new Promise<never>(() => undefined); // Listens, and says nothing.
  const overview = async (): Promise<Parts> =>
    (await request(world.http).get(address).set('x-api-key', services.key).expect(200)).body as Parts;

  it('ID-25: is whole but for the parts of a service that listens and says nothing', async () => {
    services.answer(ListBillingAccounts, silent);
    const { billing, documents, members, activityLog, skills, cards } = await overview();
    expect(billing).toMatchObject({ state: 'unavailable', service: 'billing', retry: `${address}?parts=billing` });
    expect(documents).toMatchObject({ state: 'unavailable', service: 'billing' });
    expect([members.state, activityLog.state, skills, cards]).toEqual(['ready', 'ready', undefined, undefined]);
    expect(services.of(ListBillingAccounts)).toHaveLength(1); // Four parts need it; it was asked for once.
  }, 60_000);

  it('ID-25: tells what others know while nobody can say whose account it is', async () => {
    services.answer(GetAccount, silent);
    services.answer(ListBillingAccounts, () => ({ data: [], next: null }));
    const { members, billing, purchases } = await overview();
    expect([members.state, members.service, billing.state, purchases.state]).toEqual(['unavailable', 'identity', 'ready', 'ready']);
  }, 60_000);

  it('refuses a part it has not', async () => {
    await request(world.http).get(`${address}?parts=wallet`).set('x-api-key', services.key).expect(400);
  });
});
