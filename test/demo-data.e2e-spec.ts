import { loadDemoData } from '../scripts/demo-data.js';
import { clubs } from '../scripts/demo/world.js';
import { addDays, addMonths, todayIn, type LocalDate } from '#kernel/dates';
import { brokenInvariants, startProduct, type Product } from './product.js';

describe('the demo data', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  }, 60_000);
  afterAll(() => product.stop());

  const load = (today: LocalDate, report: (line: string) => void = () => undefined) =>
    loadDemoData(product.http, product.operator.headers.authorization.replace('ApiKey ', ''), report, clubs.slice(0, 1), today);
  const rowsOf = async () => {
    const [[billing], [memberships]] = await Promise.all([
      product.database('billing')
        .query(`SELECT (SELECT count(*)::int FROM documents) AS documents, (SELECT count(*)::int FROM payments) AS payments,
        (SELECT count(*)::int FROM planned_payments) AS planned, (SELECT count(*)::int FROM recurring_charges) AS recurring`),
      product
        .database('memberships')
        .query(`SELECT (SELECT count(*)::int FROM offers) AS offers, (SELECT count(*)::int FROM memberships) AS memberships`),
    ]);
    return { ...billing, ...memberships };
  };

  it('that was cut short is finished on another day, in another season, and then nothing is made twice', async () => {
    const today = todayIn('America/Toronto', new Date());
    const halfway = () => {
      throw new Error('the machine was switched off');
    };
    await expect(load(today, halfway)).rejects.toThrow('switched off'); // The offers are there.
    await load(addMonths(today, 12));
    const loaded = await rowsOf();
    expect(loaded.recurring).toBe(1);
    await load(addDays(today, 3)); // Its books, too, were dated otherwise.
    expect(await rowsOf()).toEqual(loaded);
    expect(await brokenInvariants(product)).toEqual([]);
  }, 180_000);
});
