import { assessed, candidate, someId, terms } from '../../test/assessed.js';
import type { QuotedLine } from '#contracts/billing/quote-documents.query';
import { type Told } from '../../test/files.js';
import { differenceBetween } from './difference.js';
import { type PricedListing, digestOf, summarise } from './preview.js';

const line = (key: number, netMinor: number, taxed: boolean): QuotedLine => {
  const taxes = taxed ? [{ code: 'GST', ratePpm: 50_000, amountMinor: Math.round(netMinor * 0.05) }, { code: 'QST', ratePpm: 99_750, amountMinor: Math.round(netMinor * 0.09975) }] : []; // prettier-ignore
  return { key, netMinor, taxes, totalMinor: netMinor + taxes.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
};
const priced = (sellingMinor = 4000, originalMinor = 2500, taxed = false): PricedListing => ({
  terms: terms('Recreational', { sellingMinor, originalMinor }),
  quotes: { client: line(0, sellingMinor, taxed), corporate: line(1, originalMinor, taxed) },
});

const ana: Told = {};
const leo: Told = { 'First name': 'Léo', Gender: 'M', 'Birth date': '2016/03/03' };
const max: Told = { 'First name': 'Max', Gender: 'M' };
const example = () => assessed([ana, leo, max], { verdicts: [{ row: 4, verdict: 'match', candidates: [candidate('Max')] }] });

describe('worked example 5.2', () => {
  it('IMP-13: bills three clients at 40.00 and the club at 25.00 each', async () => {
    const summary = summarise((await example()).plans, [priced()], { freemium: false });
    expect(summary).toMatchObject({
      people: { created: 2, reused: 1 },
      accounts: { created: 2, placeholders: 1 },
      memberships: 3,
      skipped: 0,
      totals: {
        client: { documents: 3, netMinor: 12_000, totalMinor: 12_000, paidMinor: 0, currency: 'CAD' },
        corporate: { documents: 3, netMinor: 7_500, totalMinor: 7_500, paidMinor: 0 },
      },
    });
  });

  it('IMP-14: a Freemium club’s clients have paid, the club still owes', async () => {
    const { totals } = summarise((await example()).plans, [priced()], { freemium: true });
    expect(totals.client.paidMinor).toBe(12_000);
    expect(totals.corporate.paidMinor).toBe(0);
  });

  it('BIL-6, BIL-20: totals are sums of what each line was rounded to', async () => {
    const { totals } = summarise((await example()).plans, [priced(3999, 2501, true)], { freemium: false });
    expect(totals.client.taxes).toEqual([
      { code: 'GST', amountMinor: 3 * 200 },
      { code: 'QST', amountMinor: 3 * 399 },
    ]);
    expect(totals.client.totalMinor).toBe(3 * (3999 + 200 + 399));
  });
});

describe('IMP-16: the hash a commit names', () => {
  const hash = async (plans: Awaited<ReturnType<typeof example>>['plans'], listings = [priced()], freemium = false) =>
    summarise(plans, listings, { freemium }).previewHash;

  it('IMP-16: is the same for the same file judged twice', async () =>
    expect(await hash((await example()).plans)).toBe(await hash((await example()).plans)));

  it('IMP-16: changes with a price, a tax, a verdict, an account and Freemium', async () => {
    const { plans } = await example();
    const stranger = await assessed([ana, leo, max]);
    const elsewhere = await assessed([ana, leo, max], {
      verdicts: [{ row: 4, verdict: 'match', candidates: [candidate('Max', { accountId: someId('x') })] }],
    });
    const hashes = await Promise.all([
      hash(plans),
      hash(plans, [priced(4001)]),
      hash(plans, [priced(4000, 2501)]),
      hash(plans, [priced(4000, 2500, true)]),
      hash(plans, [priced()], true),
      hash(stranger.plans),
      hash(elsewhere.plans),
    ]);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('IMP-16: does not change with dates, which midnight moves; the digest of the plan does', async () => {
    const later = await assessed([ana, leo, max], {
      verdicts: [{ row: 4, verdict: 'match', candidates: [candidate('Max')] }],
      sale: () => ({ expiresOn: '2027-09-01' }),
    });
    const { plans } = await example();
    expect(await hash(later.plans)).toBe(await hash(plans));
    expect(digestOf(later.plans)).not.toBe(digestOf(plans));
  });
});

describe('IMP-16: what has changed since a preview, in words', () => {
  const previewed = async (listings: PricedListing[], rows = [ana, leo, max]) => {
    const { plans } = await assessed(rows);
    return { summary: summarise(plans, listings, { freemium: false }), listings };
  };

  it('IMP-16: names prices at both levels and how many rows', async () => {
    const before = await previewed([priced()]);
    const after = await previewed([priced(4200, 2700)], [ana, leo]);
    expect(differenceBetween(before, after, 'en')).toEqual([
      '"Recreational" now costs a client $42.00, not $40.00.',
      'For "Recreational" your club now owes the federation $27.00, not $25.00.',
      'People to be created: 2, not 3.',
      'Memberships to be sold: 2, not 3.',
    ]);
    expect(differenceBetween(before, after, 'fr')[0]).toMatch(
      /« Recreational » coûte maintenant 42,00\s\$ à un client, et non 40,00\s\$\./,
    );
  });

  it('IMP-16: always says something', async () => {
    const same = await previewed([priced()]);
    expect(differenceBetween(same, same, 'en')).toHaveLength(1);
  });
});
