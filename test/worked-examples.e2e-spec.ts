import { Example, cad, type Level, type Planned } from './worked-example.js';
import { brokenInvariants, startProduct, type Product } from './product.js';

const quebec = [
  { code: 'GST', ratePpm: 50_000 },
  { code: 'QST', ratePpm: 99_750 },
];

/** Worked examples 5.1, 5.3 and 5.4 to the cent, through the public API and all services. */
describe('the worked examples', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  const planned = ({ documents }: Planned, level: Level) =>
    Object.fromEntries(documents.filter((one) => one.level === level).map((one) => [one.kind, one]));
  const balancesIn = ({ accounts }: Planned, when: 'balanceBefore' | 'balanceAfter') =>
    Object.fromEntries(accounts.map((account) => [account.level, account[when].amountMinor]));

  it('5.1, MEM-3, MEM-18: a sale stands at both levels under one sale id, the client pays it, and the club’s margin is 15.00', async () => {
    const example = await Example.september(product);
    await example.sold('Recreational');
    const invoices = await example.invoices();
    expect(invoices.map(({ level, total, open }) => `${level} ${total.amountMinor} ${open.amountMinor}`).sort()).toEqual([
      'client 4000 4000',
      'corporate 2500 2500',
    ]);
    expect(new Set(invoices.map(({ saleId }) => saleId)).size).toBe(1);
    expect(invoices[0].saleId).not.toBeNull();
    expect(await example.balances()).toEqual({ client: 4000, corporate: 2500 });

    await example.pay('client', 4000);
    expect(await example.balances()).toEqual({ client: 0, corporate: 2500 });
    const at = (level: Level) => invoices.find((one) => one.level === level)!.total.amountMinor;
    expect(at('client') - at('corporate')).toBe(1500);
  });

  describe('5.3, October: Léa’s Recreational is replaced by Competitive', () => {
    const client = [
      { paid: 0, before: 4000, released: 0, owed: 9000 },
      { paid: 1500, before: 2500, released: 1500, owed: 7500 },
      { paid: 4000, before: 0, released: 4000, owed: 5000 },
    ];
    const corporate = [
      { paid: 0, before: 2500, released: 0, owed: 6500 },
      { paid: 1000, before: 1500, released: 1000, owed: 5500 },
      { paid: 2500, before: 0, released: 2500, owed: 4000 },
    ];
    const rows = client.flatMap((below) => corporate.map((above) => [below.paid, above.paid, below, above] as const));

    it.each(rows)(
      'REP-7, REP-8, REP-14: with %i paid by the client and %i by the club, each level settles on its own',
      async (_, __, below, above) => {
        const example = await Example.september(product);
        const membershipId = await example.sold('Recreational');
        await example.pay('client', below.paid);
        await example.pay('corporate', above.paid);
        await example.october();
        expect(await example.balances()).toEqual({ client: below.before, corporate: above.before });

        const { preview, replaced } = await example.replace(membershipId, 'Competitive');
        expect(planned(preview, 'client')).toMatchObject({
          'credit-note': { reason: 'replacement', total: cad(-4000), released: cad(below.released) }, // Of record, not 42.
          invoice: { reason: 'replacement', total: cad(9000), settled: cad(below.released) },
        });
        expect(planned(preview, 'corporate')).toMatchObject({
          'credit-note': { reason: 'replacement', total: cad(-2500), released: cad(above.released) }, // Of record, not 27.
          invoice: { reason: 'replacement', total: cad(6500), settled: cad(above.released) },
        });
        expect(balancesIn(preview, 'balanceBefore')).toEqual({ client: below.before, corporate: above.before });

        expect(replaced).toMatchObject({
          client: { creditNote: { total: cad(-4000) }, invoice: { total: cad(9000) } },
          corporate: { creditNote: { total: cad(-2500) }, invoice: { total: cad(6500) } },
        });
        const after = await example.balances();
        expect(after).toEqual({ client: below.owed, corporate: above.owed });
        expect(balancesIn(preview, 'balanceAfter')).toEqual(after);
        expect(after.client).toBe(below.before - 4000 + 9000); // The check below the table.
        expect(after.corporate).toBe(above.before - 2500 + 6500);

        const open = Object.fromEntries(
          (await example.invoices()).map(({ level, reason, open }) => [`${level} ${reason}`, open.amountMinor]),
        );
        expect(open).toEqual({
          'client null': 0,
          'client replacement': below.owed,
          'corporate null': 0,
          'corporate replacement': above.owed,
        });
      },
    );

    it('REP-10: she loses the old membership and holds the new one; the club’s margin goes from 15.00 to 25.00', async () => {
      const example = await Example.september(product);
      const membershipId = await example.sold('Recreational');
      await example.october();
      const { replaced } = await example.replace(membershipId, 'Competitive');
      expect((await example.memberships()).map(({ id, name, status }) => `${id} ${name} ${status}`).sort()).toEqual(
        [`${membershipId} Recreational replaced`, `${replaced.newMembershipId} Competitive active`].sort(),
      );
      expect(replaced.client.invoice.total.amountMinor - replaced.corporate!.invoice.total.amountMinor).toBe(2500);
      expect(4000 - 2500).toBe(-(replaced.client.creditNote.total.amountMinor - replaced.corporate!.creditNote.total.amountMinor));
    });

    it('REP-14: a cheaper target leaves 43.00 of credit to the client and 33.00 to the club, and refunds nothing by itself', async () => {
      const example = await Example.september(product);
      const membershipId = await example.sold('Competitive');
      await example.pay('client', 8500);
      await example.pay('corporate', 6000);
      await example.october();
      const { preview } = await example.replace(membershipId, 'Recreational');
      expect(balancesIn(preview, 'balanceAfter')).toEqual({ client: -4300, corporate: -3300 });
      expect(await example.balances()).toEqual({ client: -4300, corporate: -3300 });
      for (const [level, credit] of [
        ['client', 4300],
        ['corporate', 3300],
      ] as const) {
        expect(await example.account(level)).toMatchObject({ credit: cad(credit), refunded: cad(0) });
      }
    });
  });

  it('5.4, REP-9: with GST and QST the credit is at the taxes of record; the client owes 57.49 and the club 74.73', async () => {
    const example = await Example.september(product, { taxes: quebec });
    const membershipId = await example.sold('Recreational');
    await example.pay('client', 4599);
    await example.october();
    const { preview } = await example.replace(membershipId, 'Competitive');
    const drawn = preview.documents.map(({ level, kind, lines: [line], total }) =>
      [level, kind, ...[line.net, ...line.taxes.map(({ amount }) => amount), total].map(({ amountMinor }) => Math.abs(amountMinor))].join(
        ' ',
      ),
    );
    expect(drawn.sort()).toEqual([
      'client credit-note 4000 200 399 4599',
      'client invoice 9000 450 898 10348',
      'corporate credit-note 2500 125 249 2874',
      'corporate invoice 6500 325 648 7473',
    ]);
    expect(await example.balances()).toEqual({ client: 5749, corporate: 7473 });
    const totals = [...(await example.creditNotes()), ...(await example.invoices())].filter(({ reason }) => reason === 'replacement');
    expect(totals.map(({ level, total }) => `${level} ${total.amountMinor}`).sort()).toEqual([
      'client -4599',
      'client 10348',
      'corporate -2874',
      'corporate 7473',
    ]);
  });

  describe('REP-6: fees and rebates of the operator', () => {
    it('stand on the client’s new invoice alone, as the preview showed them; other items stay as they are', async () => {
      const example = await Example.september(product);
      const membershipId = await example.sold('Recreational');
      await example.october();
      const { accountIds, id: personId } = (await example.club.api.get<{ data: { id: string; accountIds: string[] }[] }>('/v1/people'))
        .data[0];
      const sold = { listingId: example.listings.Recreational, accountId: accountIds[0], personId };
      await expect(example.club.api.post('/v1/sales', { sales: [sold] })).rejects.toThrow(/not-sellable/); // One item: she holds no second.
      const extras = [
        { kind: 'fee', description: 'Late change', amount: cad(1000), ledgerCode: '4900' },
        { kind: 'discount', description: 'Second child', amount: cad(500), ledgerCode: '4950' },
      ];
      const { preview, replaced } = await example.replace(membershipId, 'Competitive', extras);
      const { invoice } = planned(preview, 'client');
      expect(invoice.lines.map(({ kind, net }) => [kind, net.amountMinor])).toEqual([
        ['membership', 9000],
        ['fee', 1000],
        ['discount', -500],
      ]);
      expect(replaced).toMatchObject({
        client: { creditNote: { total: cad(-4000) }, invoice: { total: cad(9500) } },
        corporate: { creditNote: { total: cad(-2500) }, invoice: { total: cad(6500) } },
      });
      expect(await example.balances()).toEqual({ client: 9500, corporate: 6500 });
    });
  });

  describe('REP-16: at a Freemium club', () => {
    it('an external payment of the difference keeps the client at zero; the club owes its federation as any other', async () => {
      const example = await Example.september(product, { freemium: true });
      const membershipId = await example.sold('Recreational');
      expect(await example.balances()).toEqual({ client: 0, corporate: 2500 });
      await example.october();
      const { preview } = await example.replace(membershipId, 'Competitive');
      expect(balancesIn(preview, 'balanceAfter')).toEqual({ client: 0, corporate: 6500 });
      expect(await example.balances()).toEqual({ client: 0, corporate: 6500 });
      expect(await example.account('client')).toMatchObject({ paid: cad(9000), refunded: cad(0), credit: cad(0) });
      const { data } = await example.club.api.get<{ data: { method: string; amount: { amountMinor: number } }[] }>('/v1/payments');
      expect(data.map(({ method, amount }) => `${method} ${amount.amountMinor}`).sort()).toEqual(['external 4000', 'external 5000']);
    });

    it('an external refund of the difference does, where the target is cheaper', async () => {
      const example = await Example.september(product, { freemium: true });
      const membershipId = await example.sold('Competitive');
      await example.october();
      await example.replace(membershipId, 'Recreational');
      expect(await example.balances()).toEqual({ client: 0, corporate: 2700 });
      expect(await example.account('client')).toMatchObject({ paid: cad(8500), refunded: cad(4300), credit: cad(0) });
      const { data } = await example.club.api.get<{ data: { method: string; amount: { amountMinor: number } }[] }>('/v1/refunds');
      expect(data.map(({ method, amount }) => [method, amount.amountMinor])).toEqual([['external', 4300]]);
    });
  });
});
