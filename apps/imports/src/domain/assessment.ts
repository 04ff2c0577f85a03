import { isLocalDate, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { OwnerFound, OwnerToFind } from '#contracts/identity/find-owners.query';
import type { MatchVerdict, PersonToMatch } from '#contracts/identity/match-people.query';
import type { AssessedSale, ListingTerms, SaleToAssess } from '#contracts/memberships/assess-sales.query';
import { dayIn } from './check-row.js';
import { at } from './columns.js';
import { type FileRow, type PersonRow, personRow } from './file-row.js';
import { type KnownOwner, type KnownPerson, Siblings, formHouseholds } from './households.js';
import { type Issue, issue, severityOf } from './issue.js';
import { type PlanRow, type PlannedSale, planRows, unplanned } from './plan.js';
import { saleIssue } from './sale-issue.js';

/** The operator's answers to possible matches, by row (IMP-10). */
export type Decisions = ReadonlyMap<number, Decision>;

export interface Decision {
  readonly personId: Uuid | null; // Null: somebody new, and none of those offered.
  readonly offered: readonly Uuid[];
}

/** The rows of one page, and what is wrong with them by themselves. */
export interface CheckedPage {
  readonly rows: readonly FileRow[];
  readonly issues: readonly Issue[];
  readonly people: ReadonlyMap<number, PersonRow>; // The fit rows.
}

export function checkedPage(rows: readonly FileRow[], issues: readonly Issue[], today: LocalDate): CheckedPage {
  const fit = rows.filter(({ state }) => state === 'fit');
  return { rows, issues, people: new Map(fit.map((row) => [row.row, personRow(row, today)])) };
}

/** Whom of a page to ask identity about. */
export const peopleToMatch = ({ people }: CheckedPage): PersonToMatch[] =>
  [...people.values()].map(({ row, firstName, lastName, gender, birthDate, owner }) => {
    return { row, firstName, lastName, gender, birthDate, owner: owner && { firstName: owner.firstName, lastName: owner.lastName } };
  });

export interface AssessedFile {
  readonly rows: number;
  readonly plans: readonly PlanRow[];
  readonly issues: readonly Issue[]; // Sorted by row.
  readonly valid: number;
}

/**
 * Judges a file against what the other services know, page by page: the check of an upload and the second look at its commit take
 * this same path. It asks nobody itself: it says what to ask, takes the answers in the order of the file, and gives the plan.
 */
export class Assessment {
  readonly listings: ListingTerms[] = [];
  private readonly placeOfListing = new Map<Uuid, number>();
  private readonly soldByOffer: Record<Uuid, number> = {};
  private readonly people: PersonRow[] = [];
  private readonly outside: PlanRow[] = []; // Excluded rows and those unfit to be planned.
  private readonly issues: Issue[] = [];
  private readonly refused = new Set<number>();
  private readonly firstRowOf = new Map<string, number>(); // By person.
  private readonly known = new Map<number, KnownPerson>();
  private readonly distinct = new Set<number>();
  private readonly undecided = new Set<number>();
  private readonly sales = new Map<number, PlannedSale>();
  private readonly siblings = new Siblings();
  private readonly sought: OwnerToFind[] = [];
  private readonly owners = new Map<number, KnownOwner>(); // Found, by group of siblings.
  private rows = 0;

  constructor(private readonly decisions: Decisions) {}

  /** Takes what the check found before the first row: the header's issues. */
  note(issues: readonly Issue[]): void {
    this.issues.push(...issues);
  }

  /** Takes a page with identity's verdicts, and says which sales to ask memberships about. Pages come in order. */
  takePage(page: CheckedPage, verdicts: ReadonlyMap<number, MatchVerdict>): SaleToAssess[] {
    this.rows += page.rows.length;
    this.issues.push(...page.issues);
    const faultyColumns = Map.groupBy(page.issues, ({ row }) => row);
    return page.rows.flatMap((row) => {
      const person = page.people.get(row.row);
      if (person) return [this.takePerson(person, verdicts.get(row.row))];
      this.outside.push(unplanned(row.row, row.state === 'excluded' ? 'exclude' : 'invalid'));
      return row.state === 'unfit' && row.values[at.membership] !== '' ? [saleOfUnfit(row, faultyColumns.get(row.row) ?? [])] : [];
    });
  }

  /** Sales of this file judged good so far, by offer: quotas hold over the whole file. */
  get earlier(): { byOffer: Record<Uuid, number> } {
    return { byOffer: { ...this.soldByOffer } };
  }

  /** Takes memberships' answer about the sales of a page. */
  takeSales(page: CheckedPage, listings: readonly ListingTerms[], sales: readonly AssessedSale[]): void {
    for (const terms of listings) {
      if (!this.placeOfListing.has(terms.listingId)) this.placeOfListing.set(terms.listingId, this.listings.push(terms) - 1);
    }
    const rows = new Map(page.rows.map((row) => [row.row, row]));
    const faulty = Map.groupBy(page.issues, ({ row }) => row);
    for (const sale of sales) {
      const row = rows.get(sale.row)!;
      const listing = sale.listingId === null ? null : this.placeOfListing.get(sale.listingId)!;
      if (sale.problem === null && listing !== null) {
        const { offerId } = this.listings[listing];
        this.soldByOffer[offerId] = (this.soldByOffer[offerId] ?? 0) + 1;
      }
      const found = sale.problem && saleIssue(sale, sale.problem, row, faulty.get(sale.row) ?? []);
      if (found) this.issues.push(found);
      if (found && severityOf(found.code) === 'error') this.refused.add(sale.row);
      const { effectiveOn, expiresOn } = sale;
      this.sales.set(sale.row, { listing, effectiveOn, expiresOn, held: sale.problem === 'already-held' });
    }
  }

  /** The owners to look for among the club's own clients that came to light since this was last asked, once they are so many. */
  ownersToFind(atLeast: number): OwnerToFind[] {
    return this.sought.length >= atLeast ? this.sought.splice(0) : [];
  }

  /** Takes identity's answer about owners. */
  takeOwners(found: readonly OwnerFound[]): void {
    for (const owner of found) this.owners.set(owner.key, owner);
  }

  /** The plan of the whole file, when every page and every answer was taken. */
  finish(): AssessedFile {
    const households = formHouseholds(this.people, this.known, this.siblings, this.owners);
    this.issues.push(...households.issues, ...this.repeatedSales());
    for (const { row, code } of this.issues) if (severityOf(code) === 'error') this.refused.add(row);
    const { known, distinct, undecided, refused, sales } = this;
    const planned = planRows(this.people, { known, distinct, undecided, refused, sales, households });
    const plans = [...planned, ...this.outside].sort((a, b) => a.row - b.row);
    const invalid = plans.filter(({ outcome }) => outcome === 'invalid').length;
    return { rows: this.rows, plans, issues: this.issues.sort((a, b) => a.row - b.row), valid: this.rows - invalid };
  }

  private takePerson(person: PersonRow, verdict: MatchVerdict | undefined): SaleToAssess {
    this.people.push(person);
    const { row, key, gender, birthDate, membership, expiresOn } = person;
    const first = this.firstRowOf.get(key);
    if (first === undefined) {
      this.firstRowOf.set(key, row);
      this.decide(person, verdict);
    } else {
      this.follow(row, first);
    }
    const group = this.siblings.take(person, this.known.has(row));
    if (group) {
      const { firstName, lastName, email, address } = group.owner;
      this.sought.push({ key: group.key, firstName, lastName, email, address });
    }
    return { row, personId: this.known.get(row)?.personId ?? null, gender, birthDate, membership, expiresOn };
  }

  private decide({ row }: PersonRow, verdict: MatchVerdict | undefined): void {
    if (!verdict) return;
    const decision = this.decisions.get(row);
    const chosen =
      verdict.verdict === 'match' ? verdict.candidates[0] : verdict.candidates.find(({ personId }) => personId === decision?.personId);
    if (chosen) this.known.set(row, { personId: chosen.personId, accountId: chosen.accountId, ownerDiffers: chosen.ownerDiffers });
    else if (saidSomebodyNew(decision, verdict)) this.distinct.add(row);
    else {
      this.undecided.add(row);
      const candidates = verdict.candidates.map(({ personId, number, firstName, lastName, birthDate, because }) => {
        return { personId, number, firstName, lastName, birthDate, because };
      });
      this.issues.push({ ...issue(row, null, 'imports.possible-match'), candidates });
    }
  }

  /** One person with two memberships has two rows: what was found or decided about the first holds for the others. */
  private follow(row: number, first: number): void {
    const known = this.known.get(first);
    if (known) this.known.set(row, known);
    if (this.distinct.has(first)) this.distinct.add(row);
    if (this.undecided.has(first)) this.undecided.add(row);
  }

  /** Rows that look like two people and were decided to be one, with the same membership (IMP-11). */
  private repeatedSales(): Issue[] {
    const first = new Map<string, number>();
    return this.people.flatMap(({ row }) => {
      const [known, sale] = [this.known.get(row), this.sales.get(row)];
      if (!known || sale?.listing == null || sale.held || this.refused.has(row)) return [];
      const key = `${known.personId}/${sale.listing}`;
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, row);
      return earlier === undefined ? [] : [issue(row, at.membership, 'imports.duplicate-in-file', null, { first: earlier })];
    });
  }
}

/** Somebody new, and nobody looks alike by now whom the operator was not shown. */
const saidSomebodyNew = (decision: Decision | undefined, { candidates }: MatchVerdict): boolean =>
  decision?.personId === null && candidates.every(({ personId }) => decision.offered.includes(personId));

/** A row with other errors is asked about too, so that a wrong membership shows in the same pass; as somebody new of any age. */
function saleOfUnfit({ row, values }: FileRow, faults: readonly Issue[]): SaleToAssess {
  const good = (column: number): boolean => faults.every((fault) => fault.column !== column);
  const birthDate = dayIn(values, 'birthDate');
  const gender = values[at.gender];
  return {
    row,
    personId: null,
    gender: gender === 'F' ? 'F' : 'M',
    birthDate: birthDate !== null && good(at.birthDate) ? birthDate : '2000-01-01',
    membership: values[at.membership],
    expiresOn: isLocalDate(values[at.expiresOn]) && good(at.expiresOn) ? values[at.expiresOn] : null,
  };
}
