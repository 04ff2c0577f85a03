import request from 'supertest';
import { ListBillingAccounts } from '#contracts/billing/documents.query';
import { ReportMembers, ReportSales, type ClubSales } from '#contracts/memberships/reports.query';
import { newId, publicId } from '#kernel/ids';
import { Unavailable } from '#platform/errors/unavailable';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { FakeServices } from './fake-services.js';

describe('reports', () => {
  const services = new FakeServices();
  const { club } = services;
  let world: World;
  beforeAll(async () => void (world = await startWorld([gateway, ...services.definitions()])));
  afterAll(() => world?.stop());
  beforeEach(() => services.reset());

  const get = (path: string) => request(world.http).get(path).set('x-api-key', services.key).buffer(true);
  const page = <T>(...data: T[]) => ({ data, next: null });
  const sold: ClubSales = {
    clubId: club.id,
    sold: 3,
    originalMinor: 7500,
    replaced: 1,
    cancelled: 0,
    affiliations: 1,
    affiliationsMinor: 30_000,
    currency: 'CAD',
  };
  const account = { id: newId(), debtorId: club.id, name: club.name, currency: 'CAD', balanceMinor: 4525 };
  const down = () => {
    throw new Unavailable('Nobody answers.');
  };

  it('put what a club sold beside what it owes', async () => {
    services.answer(ReportSales, () => page(sold));
    services.answer(ListBillingAccounts, () => page(account));
    const { body } = await get('/v1/reports/clubs?from=2026-09-01&to=2026-09-30').expect(200);
    expect(body).toEqual({
      from: '2026-09-01',
      to: '2026-09-30',
      parts: { sales: 'answered', due: 'answered' },
      data: [
        {
          clubId: publicId('organization', club.id),
          name: club.name,
          sold: 3,
          original: { amountMinor: 7500, currency: 'CAD' },
          replaced: 1,
          cancelled: 0,
          affiliations: 1,
          affiliated: { amountMinor: 30_000, currency: 'CAD' },
          due: { amountMinor: 4525, currency: 'CAD' },
        },
      ],
      page: { next: null, hasMore: false },
    });
    expect(services.of(ReportSales)[0].message).toMatchObject({ from: '2026-09-01', to: '2026-09-30' });
    expect(services.of(ListBillingAccounts)[0].message).toMatchObject({ level: 'corporate' });
  });

  it('answer with the part that is there when the other service is down', async () => {
    services.answer(ReportSales, () => page(sold));
    services.answer(ListBillingAccounts, down);
    const withoutDue = (await get('/v1/reports/clubs').expect(200)).body as object;
    expect(withoutDue).toMatchObject({ parts: { sales: 'answered', due: 'unavailable' }, data: [{ sold: 3, due: null }] });
    services.answer(ReportSales, down);
    services.answer(ListBillingAccounts, () => page(account));
    const withoutSales = (await get('/v1/reports/clubs').expect(200)).body as object;
    expect(withoutSales).toMatchObject({
      parts: { sales: 'unavailable', due: 'answered' },
      data: [{ sold: null, original: null, due: { amountMinor: 4525 } }],
    });
    services.answer(ListBillingAccounts, down);
    await get('/v1/reports/clubs').expect(503);
  });

  it('are files in the reader’s language, of every line, in which no name is a formula', async () => {
    const line = { id: newId(), name: '=1+1', byStatus: { pending: 0, active: 4, expired: 1, cancelled: 0, replaced: 2 } };
    services.answer(ReportMembers, ({ after }) => ({ data: [line], next: after ? null : 'more' }));
    const { text, headers } = await get('/v1/reports/members?by=offer&format=csv&language=fr').expect(200);
    expect(headers['content-type']).toMatch(/^text\/csv/);
    const offer = publicId('offer', line.id);
    expect(text).toBe(`\ufeffNuméro,Adhésion,En attente,Active,Expirée,Annulée,Remplacée\r\n${`${offer},'=1+1,0,4,1,0,2\r\n`.repeat(2)}`);
    const dutch = await get('/v1/reports/members?by=offer&format=csv&language=nl').expect(200);
    expect(dutch.text).toContain('Nummer,Lidmaatschap');
  });

  it('leave the cells of a part that did not answer empty', async () => {
    services.answer(ReportSales, down);
    services.answer(ListBillingAccounts, () => page({ ...account, balanceMinor: -500 }));
    const { text } = await get('/v1/reports/clubs?format=csv&language=en').expect(200);
    expect(text.split('\r\n')[1]).toBe(`${publicId('organization', club.id)},${club.name},,,,,,,-5.00,CAD`);
  });
});
