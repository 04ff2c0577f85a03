import { derivedId } from '#kernel/ids';
import { invoicesOfSale, type ImportedSale, type ResaleSetting, type SaleTerms } from './sale-invoices.js';

const quebec = [
  { code: 'GST', ratePpm: 50_000 },
  { code: 'QST', ratePpm: 99_750 },
];
const setting: ResaleSetting = {
  importId: derivedId('import', 'september'),
  club: { id: derivedId('organization', 'C'), taxes: [], freemium: false },
  federation: { id: derivedId('organization', 'F'), taxes: [] },
  corporateAccountId: derivedId('billing-account', 'C at F'),
};
const sale: ImportedSale = {
  row: 2,
  saleId: derivedId('sale', 'ana'),
  personId: derivedId('person', 'ana'),
  clientId: derivedId('client', 'ana'),
  effectiveOn: '2026-09-01',
  expiresOn: '2027-08-31',
};
const recreational: SaleTerms = {
  name: 'Patinage récréatif',
  offerName: 'Recreational',
  sellingMinor: 4000,
  originalMinor: 2500,
  ledgerCode: '4000',
};

describe('the invoices of an imported sale', () => {
  it('IMP-13: one to the client at the selling price, one to the club at the original price', () => {
    const { client, corporate } = invoicesOfSale(sale, recreational, setting);
    expect([client.totalMinor, corporate.totalMinor]).toEqual([4000, 2500]);
  });

  it('MEM-3: the federation invoices the original price whatever the selling price is', () => {
    const { client, corporate } = invoicesOfSale(sale, { ...recreational, sellingMinor: 0 }, setting);
    expect([client.totalMinor, corporate.totalMinor]).toEqual([0, 2500]);
  });

  it("BIL-20: each level bears its issuer's taxes", () => {
    const taxedClub = { ...setting, club: { ...setting.club, taxes: quebec } };
    const { client, corporate } = invoicesOfSale(sale, recreational, taxedClub);
    expect([client.totalMinor, corporate.totalMinor]).toEqual([4599, 2500]);
  });

  it('MEM-18: both levels share the sale, the person and the period', () => {
    const { client, corporate } = invoicesOfSale(sale, recreational, setting);
    const shared = { saleId: sale.saleId, personId: sale.personId, periodFrom: '2026-09-01', periodTo: '2027-08-31' };
    expect(client.lines).toEqual([expect.objectContaining(shared)]);
    expect(corporate.lines).toEqual([expect.objectContaining(shared)]);
  });

  it('BIL-3: the client reads the name the reseller sells under, the club that of the federation', () => {
    const { client, corporate } = invoicesOfSale(sale, recreational, setting);
    expect(client.lines[0].description).toBe('Patinage récréatif, 2026-09-01 – 2027-08-31');
    expect(corporate.lines[0].description).toBe('Recreational, 2026-09-01 – 2027-08-31');
    expect(invoicesOfSale({ ...sale, expiresOn: null }, recreational, setting).client.lines[0].description).toBe(
      'Patinage récréatif, 2026-09-01 –',
    );
  });

  it('IMP-14: at a Freemium club the client has paid, and the club still owes', () => {
    const { client, payment } = invoicesOfSale(sale, recreational, { ...setting, club: { ...setting.club, freemium: true } });
    expect(payment).toMatchObject({ method: 'external', amountMinor: client.totalMinor });
    expect(invoicesOfSale(sale, recreational, setting).payment).toBeUndefined();
  });

  it('the same cause makes the same documents, another row others', () => {
    const ids = (row: number) => {
      const { client, corporate } = invoicesOfSale({ ...sale, row }, recreational, setting);
      return [client.id, corporate.id];
    };
    expect(ids(2)).toEqual(ids(2));
    expect(new Set([...ids(2), ...ids(3)]).size).toBe(4);
  });

  it('siblings on one account share its billing account, and every sale of the club its corporate account', () => {
    const mine = invoicesOfSale(sale, recreational, setting);
    const sibling = invoicesOfSale({ ...sale, row: 3, personId: derivedId('person', 'leo') }, recreational, setting);
    const other = invoicesOfSale({ ...sale, row: 4, clientId: derivedId('client', 'max') }, recreational, setting);
    expect(sibling.client.billingAccountId).toBe(mine.client.billingAccountId);
    expect(other.client.billingAccountId).not.toBe(mine.client.billingAccountId);
    expect(other.corporate.billingAccountId).toBe(mine.corporate.billingAccountId);
  });
});
