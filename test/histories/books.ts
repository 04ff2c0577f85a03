import { billingAccountId } from '../../apps/billing/src/domain/sale-invoices.js';
import { clientOf, type Field, type Person } from './field.js';
import type { Model, Offer } from './model.js';

/** What really stands in both databases of one history. Others have lived in the same field: documents and the clubs' own debts are counted from here. */
export class Books {
  private constructor(
    private readonly field: Field,
    private readonly offers: readonly Offer[],
    private readonly corporate: readonly number[],
    private readonly documents: ReadonlyMap<string, number>,
  ) {}

  static async open(field: Field, offers: readonly Offer[]): Promise<Books> {
    const [corporate, documents] = await Promise.all([corporateIn(field), documentsIn(field)]);
    return new Books(field, offers, corporate, documents);
  }

  corporateBefore = (club: number): number => this.corporate[club];

  /** Who holds what, what counts for the quota, who owes what, and how many documents say so. */
  async equal(model: Model, people: readonly Person[]): Promise<void> {
    const { clubs, world } = this.field;
    const ids = this.offers.map(({ id }) => id);
    const [held, taken, corporate, documents, clients] = await Promise.all([
      world.database('memberships').query<{ line: string }>(heldNow, [ids]),
      world.database('memberships').query<{ offer: string; seller: string; taken: number }>(takenNow, [ids]),
      corporateIn(this.field),
      documentsIn(this.field),
      balancesOf(
        this.field,
        people.flatMap(({ accountId }) => clubs.map(({ id }) => billingAccountId(id, clientOf(id, accountId)))),
      ),
    ]);
    const expected = model.members.map(({ id, person, offer, club, period, selling, original, ended }) =>
      [id, person.id, offer.id, clubs[club].id, ...period, selling, original, ended ?? 'living'].join(' '),
    );
    expect(held.map(({ line }) => line).sort()).toEqual(expected.sort());

    const quotas = this.offers.flatMap((offer) =>
      clubs.map(({ id }, club) => [offer.id, id, model.living().filter((one) => one.offer === offer && one.club === club).length]),
    );
    const counted = new Map(taken.map((row) => [`${row.offer} ${row.seller}`, row.taken]));
    expect(quotas.map(([offer, seller]) => [offer, seller, counted.get(`${offer} ${seller}`) ?? 0])).toEqual(quotas);

    expect(clients).toEqual(people.flatMap((person) => clubs.map((_, club) => model.owedBy(club, person))));
    expect(corporate.map((owed, club) => owed - this.corporate[club])).toEqual(clubs.map((_, club) => model.owedAbove(club)));
    const grown = new Map(
      Array.from(documents, ([key, count]) => [key, count - (this.documents.get(key) ?? 0)] as const).filter(([, count]) => count > 0),
    );
    expect(grown).toEqual(model.documents);
  }
}

const heldNow = `SELECT concat_ws(' ', id, person_id, offer_id, seller_id, effective_on, expires_on, selling_minor, original_minor, coalesce(ended, 'living')) AS line
  FROM memberships WHERE offer_id = ANY ($1)`;
const takenNow = 'SELECT offer_id AS offer, seller_id AS seller, taken FROM quota_usage WHERE offer_id = ANY ($1)';

/** Documents less payments: not what the product keeps as a balance, but what its journal adds up to. */
async function balancesOf({ world }: Field, accounts: readonly string[]): Promise<number[]> {
  const rows = await world.database('billing').query<{ id: string; owed: number }>(
    `SELECT id, (coalesce((SELECT sum(total_minor) FROM documents d WHERE d.billing_account_id = a.id), 0)
      - coalesce((SELECT sum(amount_minor) FROM payments p WHERE p.billing_account_id = a.id), 0))::int AS owed FROM unnest($1::uuid[]) AS a (id)`,
    [accounts],
  );
  const owed = new Map(rows.map((row) => [row.id, row.owed]));
  return accounts.map((id) => owed.get(id) ?? 0);
}

const corporateIn = (field: Field): Promise<number[]> =>
  balancesOf(
    field,
    field.clubs.map(({ id }) => billingAccountId(field.federation.id, id)),
  );

async function documentsIn({ world, clubs }: Field): Promise<Map<string, number>> {
  const rows = await world.database('billing').query<{ club: string; level: string; kind: string; many: number }>(
    `SELECT club, level, kind, count(*)::int AS many FROM (SELECT CASE level WHEN 'client' THEN issuer_id ELSE debtor_id END AS club, level, kind FROM documents) d
     WHERE club = ANY ($1) GROUP BY 1, 2, 3`,
    [clubs.map(({ id }) => id)],
  );
  return new Map(rows.map(({ club, level, kind, many }) => [`${clubs.findIndex(({ id }) => id === club)} ${level} ${kind}`, many]));
}
