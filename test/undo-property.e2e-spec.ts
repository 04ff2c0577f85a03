import fc from 'fast-check';
import {
  brokenInvariants,
  imported,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type FileRow,
  type Product,
  type SomeOrganization,
} from './product.js';
import { accountsOf, payFederation, undone, type UndoExtent } from './undoing.js';

const [selling, original] = [4000, 2500];

/** Households of a file, and what happens between its import and its undo. */
interface Story {
  readonly freemium: boolean;
  readonly households: readonly number[]; // Children each, of an owner who has no row.
  readonly paid: readonly number[]; // By each household, of what it owes: in cents.
  readonly byClub: number;
  readonly again: boolean; // The first child buys something else by a later import.
  readonly elsewhere: boolean; // The last one becomes known to another club.
}

const stories: fc.Arbitrary<Story> = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }).chain((households) =>
  fc.record({
    freemium: fc.boolean(),
    households: fc.constant(households),
    paid: fc.tuple(...households.map((children) => fc.oneof(fc.constant(0), fc.integer({ min: 0, max: children * selling })))),
    byClub: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * original })),
    again: fc.boolean(),
    elsewhere: fc.boolean(),
  }),
);

interface Child {
  readonly row: number;
  readonly household: number;
  readonly fields: FileRow;
}

describe('random import → random activity → undo', () => {
  let product: Product;
  let federation: SomeOrganization;
  let offerId: string;
  let run = 0;

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    offerId = await someOffer(federation);
  });
  afterAll(() => product?.stop());

  it('IMP-17: balances return exactly, what was paid is kept at both levels, nothing else is, and a second undo changes nothing', async () => {
    await fc.assert(fc.asyncProperty(stories, judge), { numRuns: 6, seed: 20_261_122, endOnFailure: true });
    expect(await brokenInvariants(product)).toEqual([]);
  }, 300_000);

  async function judge(story: Story): Promise<void> {
    const club = await someClub(product, federation, offerId, { freemium: story.freemium });
    const children = childrenOf(story.households, ++run);
    const { id } = await imported(
      club,
      children.map(({ fields }) => fields),
    );
    await act(club, story, children);

    const kept = new Set([...keptForClients(story, children), ...keptForClub(story, children)]);
    const preview = await club.api.get<UndoExtent>(`/v1/imports/${id}/undo-preview?limit=100`);
    await undone(club, id);
    const result = await club.api.get<UndoExtent>(`/v1/imports/${id}/undo?limit=100`);
    for (const { rows, people, accounts, kept: named } of [preview, result]) {
      expect(rows).toEqual({ undone: children.length - kept.size, kept: kept.size });
      expect(named.data.filter(({ kind }) => kind === 'row').map(({ row }) => row)).toEqual([...kept].sort((a, b) => a - b));
      expect({ people, accounts }).toEqual({ people: preview.people, accounts: preview.accounts });
    }

    const accounts = await accountsOf(club);
    const owed = (level: 'client' | 'corporate') =>
      accounts.filter((account) => account.level === level).reduce((sum, { balance }) => sum + balance.amountMinor, 0);
    const paid = story.paid.reduce((sum, amount) => sum + amount, 0);
    const later = story.again ? 1 : 0;
    const perRow = story.freemium ? 0 : selling;
    expect(owed('client')).toBe(kept.size * perRow + later * (story.freemium ? 0 : selling) - paid);
    expect(owed('corporate')).toBe((kept.size + later) * original - story.byClub);

    await undone(club, id);
    expect(await club.api.get(`/v1/imports/${id}/undo?limit=100`)).toEqual(result);
    expect(await accountsOf(club)).toEqual(accounts);
  }

  async function act(club: SomeOrganization, { paid, byClub, again, elsewhere }: Story, children: readonly Child[]): Promise<void> {
    const accounts = (await accountsOf(club)).filter(({ level }) => level === 'client');
    for (const [household, amountMinor] of paid.entries()) {
      if (amountMinor === 0) continue;
      const owner = ownerOf(household, run);
      const billingAccountId = accounts.find(
        ({ name }) => name === `${owner['Account owner first name']} ${owner['Account owner last name']}`,
      )?.id;
      await club.api.post('/v1/payments', { billingAccountId, amount: { amountMinor, currency: 'CAD' }, method: 'cash' });
    }
    if (byClub > 0) await payFederation(federation, club, byClub);
    if (again) {
      const other = await someOffer(federation, { names: { en: `Later ${run}` } });
      await club.api.post('/v1/listings', { offerId: other, name: 'Later', sellingPrice: { amountMinor: selling, currency: 'CAD' } });
      await imported(club, [{ ...children[0].fields, Membership: 'Later' }]);
    }
    if (elsewhere) {
      const other = await someClub(product, federation, await someOffer(federation, { names: { en: `Elsewhere ${run}` } }));
      await imported(other, [children[children.length - 1].fields]);
    }
  }
});

/** Money fills the items of an account in invoice order, which is the order of the file; at a Freemium club they are settled already. */
function keptForClients({ freemium, paid }: Story, children: readonly Child[]): number[] {
  if (freemium) return [];
  return paid.flatMap((amount, household) =>
    children.filter((child) => child.household === household).flatMap(({ row }, place) => (amount > place * selling ? [row] : [])),
  );
}

const keptForClub = ({ byClub }: Story, children: readonly Child[]): number[] =>
  children.flatMap(({ row }, place) => (byClub > place * original ? [row] : []));

const childrenOf = (households: readonly number[], run: number): Child[] =>
  households
    .flatMap((children, household) => Array.from({ length: children }, (_, place) => ({ household, place })))
    .map(({ household, place }, index) => ({
      row: index + 2,
      household,
      fields: {
        'First name': ['Inès', 'Boris', 'Zacharie'][place],
        'Last name': `Famille${letters(run)}${letters(household)}`,
        'Birth date': `${2010 + place}/${1 + household}/${13 + (run % 15)}`,
        ...ownerOf(household, run),
      },
    }));

const ownerOf = (household: number, run: number): FileRow => ({
  'Account owner first name': 'Parent',
  'Account owner last name': `Famille${letters(run)}${letters(household)}`,
  'Account owner email': `parent.${run}.${household}@mail.example`,
});

const letters = (number: number): string => String.fromCharCode(97 + (number % 26)).repeat(4);
