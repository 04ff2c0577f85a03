import type { Paged } from '../scripts/api.js';
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

interface Money {
  amountMinor: number;
}
interface Preview {
  cancellations: { problem: string | null; upstream: { state: string; asked: Money } | null }[];
  billing: {
    documents: { kind: string; level: string; total: Money }[];
    accounts: { level: string; balanceAfter: Money }[];
    previewHash: string;
  };
}
interface Cancelled {
  data: { membershipId: string; cancelledOn: string; cancellation: { upstream: { state: string } | null; documents: object[] } }[];
}
interface Account {
  id: string;
  accountId: string;
  balance: Money;
}

const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });

/** A club sells Recreational at 40.00, for which its federation bills it 25.00; through the public API and all services. */
describe('a cancellation', () => {
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  let recreational: string;
  let importId: string;
  let settings = 1;
  const members: Record<string, { membershipId: string; account: string; personId: string; accountId: string }> = {};

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    club = await someClub(product, federation, await someOffer(federation));
    recreational = (await club.api.get<Paged<{ id: string }>>('/v1/listings')).data[0].id;
    const names = ['Ana', 'Bea', 'Lea', 'Max', 'Noa'];
    const rows = names.map((name) => ({ 'First name': name, 'Last name': 'Roy', Email: `${name}@mail.example` }));
    importId = (await imported(club, rows)).id;
    const people = (await club.api.get<Paged<{ id: string; firstName: string; accountIds: string[] }>>('/v1/people')).data;
    const held = (await club.api.get<Paged<{ id: string; personId: string }>>('/v1/memberships')).data;
    const accounts = (await club.api.get<Paged<Account>>('/v1/billing-accounts?level=client')).data;
    for (const { id, firstName, accountIds } of people) {
      members[firstName] = {
        membershipId: held.find(({ personId }) => personId === id)!.id,
        account: accounts.find(({ accountId }) => accountId === accountIds[0])!.id,
        personId: id,
        accountId: accountIds[0],
      };
    }
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  const owed = async (name: string) =>
    (await club.api.get<{ balance: Money }>(`/v1/billing-accounts/${members[name].account}`)).balance.amountMinor;
  const above = async () => (await federation.api.get<Paged<Account>>('/v1/billing-accounts?level=corporate')).data[0].balance.amountMinor;
  const pay = (name: string) =>
    club.api.post('/v1/payments', { billingAccountId: members[name].account, amount: cad(4000), method: 'cash' }, `pay-${name}`);
  const preview = (name: string, decision: object) =>
    club.api.post<Preview>('/v1/cancellations/preview', { cancellations: [{ membershipId: members[name].membershipId, ...decision }] });
  async function policy(change: object): Promise<void> {
    await federation.api.patch(`/v1/organizations/${federation.id}/billing-settings`, change, settings);
    settings += 1;
  }
  async function cancelled(name: string, decision: object): Promise<Cancelled['data'][number]> {
    const { billing } = await preview(name, decision);
    const order = {
      cancellations: [{ membershipId: members[name].membershipId, ...decision }],
      memo: 'Injury',
      previewHash: billing.previewHash,
    };
    const first = await club.api.post<Cancelled>('/v1/cancellations', order, `cancel-${name}`);
    expect(await club.api.post<Cancelled>('/v1/cancellations', order, `cancel-${name}`)).toEqual(first);
    return first.data[0];
  }

  it('BIL-15, MEM-20: credits the client whole; by the federation’s default nothing comes back from above', async () => {
    await pay('Ana');
    const before = await above();
    const drawn = await preview('Ana', { credit: { kind: 'all' } });
    expect(drawn.billing.documents.map(({ level, kind, total }) => `${level} ${kind} ${total.amountMinor}`)).toEqual([
      'client credit-note -4000',
    ]);
    expect(drawn.cancellations).toEqual([{ problem: null, upstream: { policy: 'never', state: 'none', asked: cad(2500) } }]);
    expect((await cancelled('Ana', { credit: { kind: 'all' } })).cancellation.upstream).toMatchObject({ state: 'none' });
    expect([await owed('Ana'), await above()]).toEqual([-4000, before]);
    expect(await club.api.get(`/v1/memberships/${members.Ana.membershipId}`)).toMatchObject({ status: 'cancelled' });
    const again = { cancellations: [{ membershipId: members.Ana.membershipId, credit: { kind: 'all' } }] };
    expect((await club.api.post<Preview>('/v1/cancellations/preview', again)).cancellations[0].problem).toBe('ended');
  });

  it('MEM-13: the place is free: it is sold to her again', async () => {
    const { personId, accountId } = members.Ana;
    await club.api.post('/v1/sales', { sales: [{ listingId: recreational, personId, accountId }] }, 'again');
  });

  it('BIL-15, BIL-16, MEM-20: credits half and gives it back; within its days the federation does the same', async () => {
    await policy({ upstreamCredit: 'within-days', upstreamDays: 30 });
    await pay('Bea');
    const before = await above();
    const decision = { credit: { kind: 'percent', percent: 50 }, refund: { amount: cad(2000) } };
    expect((await preview('Bea', decision)).billing.accounts.map(({ level, balanceAfter }) => [level, balanceAfter.amountMinor])).toEqual([
      ['client', 0],
      ['corporate', before - 1250],
    ]);
    expect((await cancelled('Bea', decision)).cancellation.upstream).toMatchObject({ state: 'credited' });
    expect([await owed('Bea'), await above()]).toEqual([0, before - 1250]);
  });

  it('BIL-15, MEM-20: credits less a fee, and above waits until the federation approves', async () => {
    await policy({ upstreamCredit: 'on-approval' });
    const before = await above();
    const fee = { description: 'Cancellation fee', amount: cad(1000), ledgerCode: '4910' };
    const done = await cancelled('Lea', { credit: { kind: 'lessFee', fee } });
    expect(done.cancellation.upstream).toMatchObject({ state: 'waiting', asked: cad(2500), credited: cad(0) });
    expect([await owed('Lea'), await above()]).toEqual([1000, before]);
    const [waiting] = (await federation.api.get<Paged<{ id: string }>>('/v1/upstream-credits?state=waiting')).data;
    await federation.api.post(`/v1/upstream-credits/${waiting.id}/approval`, {});
    expect([await owed('Lea'), await above()]).toEqual([1000, before - 2500]);
  });

  it('BIL-15: may credit nothing: the membership ends, and both levels stay as they were', async () => {
    const before = [await owed('Max'), await above()];
    const done = await cancelled('Max', { credit: { kind: 'percent', percent: 0 } });
    expect(done.cancellation).toMatchObject({ documents: [], upstream: { state: 'none' } });
    expect([await owed('Max'), await above()]).toEqual(before);
    expect(await club.api.get(`/v1/memberships/${members.Max.membershipId}`)).toMatchObject({ status: 'cancelled' });
  });

  it('is refused when something else would be credited than was previewed', async () => {
    const cancellations = [{ membershipId: members.Noa.membershipId, credit: { kind: 'all' } }];
    const { billing } = await club.api.post<Preview>('/v1/cancellations/preview', { cancellations });
    await policy({ upstreamCredit: 'never' });
    await expect(club.api.post('/v1/cancellations', { cancellations, previewHash: billing.previewHash }, 'changed')).rejects.toMatchObject({
      code: 'billing.preview-changed',
    });
    expect(await club.api.get(`/v1/memberships/${members.Noa.membershipId}`)).toMatchObject({ status: 'active' });
  });

  it('IMP-17: what was cancelled stays as it ended when its import is undone', async () => {
    await club.api.post(`/v1/imports/${importId}/undo`);
    await club.api.settled(importId, undefined, 20);
    for (const name of ['Ana', 'Max', 'Noa'])
      expect([name, await club.api.get(`/v1/memberships/${members[name].membershipId}`)]).toMatchObject([name, { status: 'cancelled' }]);
    expect(await owed('Max')).toBe(4000); // Kept as it was decided: credited nothing.
    expect(await owed('Noa')).toBe(0);
  });
});
