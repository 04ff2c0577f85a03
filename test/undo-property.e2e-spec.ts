import fc from 'fast-check';
import { parsePublicId } from '#kernel/ids';
import type { Money } from '#kernel/money';
import type { Paged } from '../scripts/api.js';
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
const better = { selling: 5000, original: 3000 };
const credit = 1000;
const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });

/** Households of a file, and what happens between its import and its undo. */
interface Story {
  readonly freemium: boolean;
  readonly accrual: boolean; // At both levels, with revenue recognised before anything else happens (BIL-22).
  readonly households: readonly number[]; // Children each, of an owner who has no row.
  readonly paid: readonly number[]; // By each household, of what it owes: in cents.
  readonly byClub: number;
  readonly credited: boolean; // Staff give the first child something off.
  readonly replaced: boolean; // The last child has its membership replaced by a better one.
  readonly entered: boolean; // The first child comes in at the club's door.
  readonly again: boolean; // The first child buys something else by a later import.
  readonly elsewhere: boolean; // The last one becomes known to another club.
}

const stories: fc.Arbitrary<Story> = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }).chain((households) =>
  fc.record({
    freemium: fc.boolean(),
    accrual: fc.boolean(),
    households: fc.constant(households),
    paid: fc.tuple(...households.map((children) => fc.oneof(fc.constant(0), fc.integer({ min: 0, max: children * selling })))),
    byClub: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * original })),
    credited: fc.boolean(),
    replaced: fc.boolean(),
    entered: fc.boolean(),
    again: fc.boolean(),
    elsewhere: fc.boolean(),
  }),
);

/** A row of the import, as far as the club can see what became of it. */
interface ImportedRow {
  row: number;
  membershipId: string;
  personId: string;
  clientInvoice: { id: string };
}

interface Child {
  readonly row: number;
  readonly household: number;
  readonly fields: FileRow;
}

describe('random import → random activity → undo', () => {
  let product: Product;
  let federation: SomeOrganization;
  let offerId: string;
  let betterId: string;
  let run = 0;

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    offerId = await someOffer(federation, { replacementRule: { mode: 'enabled' } });
    betterId = await someOffer(federation, { names: { en: 'Better' }, originalPrice: cad(better.original) });
    await accrue(federation);
  });
  afterAll(() => product?.stop());

  it('IMP-17, BIL-22: balances and revenue return exactly, what was touched is kept at both levels, nothing else is, and a second undo changes nothing', async () => {
    await fc.assert(fc.asyncProperty(stories, judge), { numRuns: 8, seed: 20_261_122, endOnFailure: true });
    expect(await brokenInvariants(product)).toEqual([]);
  }, 300_000);

  async function judge(story: Story): Promise<void> {
    const club = await someClub(product, federation, offerId, { freemium: story.freemium });
    if (story.accrual) await accrue(club);
    const children = childrenOf(story.households, ++run);
    const { id } = await imported(
      club,
      children.map(({ fields }) => fields),
    );
    if (story.accrual) for (const organization of [club, federation]) await recognise(organization);
    const issued = await booksOf(id);
    await act(club, story, { id, children });

    const kept = new Set([...keptForClients(story, children), ...keptForClub(story, children), ...changedBy(story, children)]);
    const preview = await club.api.get<UndoExtent>(`/v1/imports/${id}/undo-preview?limit=100`);
    const known = [...(await everything())];
    await undone(club, id);
    const now = await everything();
    expect(known.filter((one) => !now.has(one))).toEqual([]); // Nothing is ever deleted.
    const result = await club.api.get<UndoExtent>(`/v1/imports/${id}/undo?limit=100`);
    for (const { rows, people, accounts, kept: named } of [preview, result]) {
      expect(rows).toEqual({ undone: children.length - kept.size, kept: kept.size });
      expect(named.data.filter(({ kind }) => kind === 'row').map(({ row }) => row)).toEqual([...kept].sort((a, b) => a - b));
      expect({ people, accounts }).toEqual({ people: preview.people, accounts: preview.accounts });
    }

    const accounts = await accountsOf(club);
    const owed = (level: 'client' | 'corporate') =>
      accounts.filter((account) => account.level === level).reduce((sum, { balance }) => sum + balance.amountMinor, 0);
    expect(owed('client')).toBe(owedByClients(story, children, kept));
    expect(owed('corporate')).toBe(owedByClub(story, children, kept));
    await revenueReturned(id, issued, kept);

    await undone(club, id);
    expect(await club.api.get(`/v1/imports/${id}/undo?limit=100`)).toEqual(result);
    expect(await accountsOf(club)).toEqual(accounts);
  }

  async function act(club: SomeOrganization, story: Story, { id, children }: { id: string; children: readonly Child[] }): Promise<void> {
    const { paid, byClub, credited, replaced, entered, again, elsewhere } = story;
    const rows = (await club.api.get<Paged<ImportedRow>>(`/v1/imports/${id}/rows?limit=100`)).data;
    const accounts = (await accountsOf(club)).filter(({ level }) => level === 'client');
    for (const [household, amountMinor] of paid.entries()) {
      if (amountMinor === 0) continue;
      const owner = ownerOf(household, run);
      const billingAccountId = accounts.find(
        ({ name }) => name === `${owner['Account owner first name']} ${owner['Account owner last name']}`,
      )?.id;
      await club.api.post('/v1/payments', { billingAccountId, amount: cad(amountMinor), method: 'cash' });
    }
    if (byClub > 0) await payFederation(federation, club, byClub);
    if (credited) {
      const lines = [{ position: 1, credit: { kind: 'amount', amount: cad(credit) } }];
      await club.api.post('/v1/credit-notes', { invoiceId: rows[0].clientInvoice.id, lines });
    }
    if (replaced) {
      const listing = await club.api.post<{ id: string }>('/v1/listings', {
        offerId: betterId,
        name: 'Better',
        sellingPrice: cad(better.selling),
      });
      const replacements = [{ membershipId: rows[rows.length - 1].membershipId, listingId: listing.id }];
      const { billing } = await club.api.post<{ billing: { previewHash: string } }>('/v1/replacements/preview', { replacements });
      await club.api.post('/v1/replacements', { replacements, previewHash: billing.previewHash });
    }
    if (entered) expect(await club.api.post('/v1/check-ins', { personId: rows[0].personId })).toMatchObject({ admitted: true });
    if (again) {
      const other = await someOffer(federation, { names: { en: `Later ${run}` } });
      await club.api.post('/v1/listings', { offerId: other, name: 'Later', sellingPrice: cad(selling) });
      await imported(club, [{ ...children[0].fields, Membership: 'Later' }]);
    }
    if (elsewhere) {
      const other = await someClub(product, federation, await someOffer(federation, { names: { en: `Elsewhere ${run}` } }));
      await imported(other, [children[children.length - 1].fields]);
    }
  }

  async function accrue(organization: SomeOrganization): Promise<void> {
    const path = `/v1/organizations/${organization.id}/billing-settings`;
    await organization.api.patch(path, { accrual: true }, 1);
  }

  async function recognise(organization: SomeOrganization): Promise<void> {
    const recognised = await organization.api.post<{ amount: Money }>('/v1/journal/recognitions', {});
    expect(recognised.amount.amountMinor).toBeGreaterThan(0);
  }

  /** Whatever there is, by its id. */
  async function everything(): Promise<Set<string>> {
    const ids = Object.entries(lasting).map(async ([service, tables]) => {
      const all = tables.map((table) => `SELECT '${table} ' || id AS name FROM ${table}`).join(' UNION ALL ');
      return (await product.database(service as keyof typeof lasting).query<{ name: string }>(all)).map(({ name }) => name);
    });
    return new Set((await Promise.all(ids)).flat());
  }

  /** What each row's invoices and the credit notes that countered them are in revenue, deferred and earned, by level. */
  async function booksOf(id: string): Promise<RowBooks[]> {
    return product.database('billing').query<RowBooks>(rowBooks, [parsePublicId('import', id)]);
  }

  /** BIL-22: of what is undone nothing is revenue, deferred or earned; of the rest nothing was moved but by its own credit. */
  async function revenueReturned(id: string, issued: readonly RowBooks[], kept: ReadonlySet<number>): Promise<void> {
    const before = new Map(issued.map((books) => [`${books.row} ${books.level}`, books]));
    for (const books of await booksOf(id)) {
      const { revenue = 0, deferred = 0 } = before.get(`${books.row} ${books.level}`) ?? {};
      expect(books).toEqual({ ...books, ...(kept.has(books.row) ? { revenue, deferred } : { revenue: 0, deferred: 0 }) });
    }
  }
});

const lasting = {
  identity: ['people', 'accounts'],
  memberships: ['memberships'],
  billing: ['documents', 'payments', 'recognitions'],
} as const;

interface RowBooks {
  row: number;
  level: string;
  revenue: number;
  deferred: number;
}

const rowBooks = `SELECT row, level, sum(revenue)::int AS revenue, sum(deferred)::int AS deferred FROM (
    SELECT d.import_row AS row, d.level, CASE WHEN p.account = 'revenue' THEN p.amount_minor ELSE 0 END AS revenue,
      CASE WHEN p.account = 'deferred-revenue' THEN p.amount_minor ELSE 0 END AS deferred
    FROM documents d JOIN postings p ON p.entry_id = d.id WHERE d.import_id = $1
    UNION ALL
    SELECT d.import_row, d.level, -r.amount_minor, r.amount_minor
    FROM documents d JOIN recognition_lines r ON r.document_id = d.id WHERE d.import_id = $1) moved
  GROUP BY row, level ORDER BY row, level`;

/** Whose rows staff touched, though nobody paid. */
const changedBy = ({ credited, replaced, entered }: Story, children: readonly Child[]): number[] => [
  ...(credited || entered ? [children[0].row] : []),
  ...(replaced ? [children[children.length - 1].row] : []),
];

/** What stands of the rows, and of what was bought later, less what was paid. At a Freemium club money is received elsewhere (IMP-14). */
function owedByClients(story: Story, children: readonly Child[], kept: ReadonlySet<number>): number {
  const { freemium, credited, replaced, again } = story;
  const paid = story.paid.reduce((sum, amount) => sum + amount, 0);
  const last = children[children.length - 1];
  const off = credited && !(replaced && children.length === 1) ? credit : 0; // Replaced, all that was left of it is credited.
  if (freemium) return 0 - paid - off;
  const standing = children.filter(({ row }) => kept.has(row)).map((child) => (replaced && child === last ? better.selling : selling));
  return standing.reduce((sum, price) => sum + price, 0) - off + (again ? selling : 0) - paid;
}

function owedByClub({ replaced, again, byClub }: Story, children: readonly Child[], kept: ReadonlySet<number>): number {
  const last = children[children.length - 1];
  const standing = children.filter(({ row }) => kept.has(row)).map((child) => (replaced && child === last ? better.original : original));
  return standing.reduce((sum, price) => sum + price, 0) + (again ? original : 0) - byClub;
}

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
