import type { MatchCandidate, MatchVerdict } from '#contracts/identity/match-people.query';
import type { OwnerFound } from '#contracts/identity/find-owners.query';
import type { AssessedSale, ListingTerms, SaleToAssess } from '#contracts/memberships/assess-sales.query';
import { derivedId, type Uuid } from '#kernel/ids';
import { Assessment, type AssessedFile, checkedPage, peopleToMatch } from '../src/domain/assessment.js';
import { type Told, csv, readAll } from './files.js';

export const someId = (name: string): Uuid => derivedId('test', name);

export const terms = (name = 'Recreational', changes: Partial<ListingTerms> = {}): ListingTerms => ({
  listingId: someId(`listing ${name}`),
  offerId: someId(`offer ${name}`),
  name,
  offerName: `${name} (federation)`,
  sellingMinor: 4000,
  originalMinor: 2500,
  currency: 'CAD',
  ledgerCode: '4000',
  ...changes,
});

export const candidate = (name: string, changes: Partial<MatchCandidate> = {}): MatchCandidate => ({
  personId: someId(`person ${name}`),
  number: 'P100',
  firstName: name,
  lastName: 'Roy',
  birthDate: '1988-04-09',
  accountId: someId(`account ${name}`),
  clientHere: false,
  ownerDiffers: false,
  because: ['exact'],
  ...changes,
});

export interface Answers {
  verdicts?: MatchVerdict[];
  /** Who was chosen, among the candidates of the verdict; null for somebody new. */
  decisions?: [number, Uuid | null][];
  /** Whom the operator was offered, when not those of the verdict. */
  offered?: Uuid[];
  owners?: OwnerFound[];
  /** What memberships say of a sale; good at the usual terms unless told. */
  sale?: (asked: SaleToAssess) => Partial<AssessedSale>;
  listings?: ListingTerms[];
  pageRows?: number;
}

/** A file judged with the answers other services would give. */
export async function assessed(
  rows: readonly Told[],
  answers: Answers = {},
): Promise<AssessedFile & { asked: SaleToAssess[]; assessment: Assessment }> {
  const { verdicts = [], decisions = [], offered, owners = [], sale = () => ({}), listings = [terms()], pageRows = 500 } = answers;
  const all = await readAll(csv(rows));
  const shown = (row: number): Uuid[] =>
    offered ?? verdicts.find((verdict) => verdict.row === row)?.candidates.map(({ personId }) => personId) ?? [];
  const assessment = new Assessment(new Map(decisions.map(([row, personId]) => [row, { personId, offered: shown(row) }])));
  const asked: SaleToAssess[] = [];
  for (let from = 0; from < all.rows.length; from += pageRows) {
    const part = all.rows.slice(from, from + pageRows);
    const numbers = new Set(part.map(({ row }) => row));
    const page = checkedPage(
      part,
      all.issues.filter(({ row }) => numbers.has(row)),
      '2026-11-22',
    );
    const toMatch = new Set(peopleToMatch(page).map(({ row }) => row));
    const sales = assessment.takePage(
      page,
      new Map(verdicts.filter(({ row }) => toMatch.has(row)).map((verdict) => [verdict.row, verdict])),
    );
    asked.push(...sales);
    const good = { listingId: listings[0].listingId, effectiveOn: '2026-09-01', expiresOn: '2027-08-31', problem: null, facts: null };
    assessment.takeSales(
      page,
      listings,
      sales.map((each) => ({ row: each.row, ...good, ...sale(each) })),
    );
  }
  assessment.takeOwners(owners);
  return { ...assessment.finish(), asked, assessment };
}
