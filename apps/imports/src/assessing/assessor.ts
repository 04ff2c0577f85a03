import { Injectable } from '@nestjs/common';
import { QuoteDocuments, type LineToQuote, type QuotedLine } from '#contracts/billing/quote-documents.query';
import { FindOwners, type OwnerToFind } from '#contracts/identity/find-owners.query';
import { MatchPeople, type MatchVerdict, type PersonToMatch } from '#contracts/identity/match-people.query';
import { AssessSales, type ListingTerms } from '#contracts/memberships/assess-sales.query';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import type { Club } from '../access.js';
import { Assessment, type AssessedFile, type CheckedPage, type Decisions, peopleToMatch } from '../domain/assessment.js';
import type { Issue } from '../domain/issue.js';
import { type PreviewSummary, type PricedListing, summarise } from '../domain/preview.js';
import { inParts, messageBytes } from './in-parts.js';

/** A page on its way through; identity is asked only about those whose verdicts are not known yet. */
export interface PageToAssess {
  readonly page: CheckedPage;
  readonly verdicts: readonly MatchVerdict[] | null;
  /** Called when they are: keeps the page. */
  readonly keep?: (verdicts: readonly MatchVerdict[]) => Promise<void>;
}

export interface FileToAssess {
  readonly club: Club;
  readonly freemium: boolean;
  readonly decisions: Decisions;
  readonly pages: AsyncIterable<PageToAssess | { readonly issues: readonly Issue[] }>; // Issues of the file as a whole come between.
}

export interface AssessedImport extends AssessedFile {
  readonly listings: readonly PricedListing[];
  readonly summary: PreviewSummary;
}

const pagesInFlight = 4;
/** Enough to be worth a question while the pages still come in. */
const ownersAtOnce = 250;
const timeoutMs = 60_000;

/**
 * Asks the other services about a file, page by page: identity who the people are, memberships what may be sold to them, billing what
 * it would cost. The check and the commit both come through here, so what is committed is what was previewed.
 */
@Injectable()
export class Assessor {
  constructor(private readonly messages: Messages) {}

  async assess({ club, freemium, decisions, pages }: FileToAssess): Promise<AssessedImport> {
    const assessment = new Assessment(decisions);
    const inFlight: Promise<void>[] = [];
    let inOrder: Promise<void> = Promise.resolve();
    try {
      for await (const next of pages) {
        if (!('page' in next)) {
          assessment.note(next.issues);
          continue;
        }
        const verdicts = next.verdicts ? Promise.resolve(next.verdicts) : this.match(next.page);
        const before = inOrder;
        inOrder = this.takeInOrder(assessment, next, verdicts, before);
        inFlight.push(inOrder);
        if (inFlight.length >= pagesInFlight) await inFlight.shift();
      }
      await inOrder;
    } finally {
      await Promise.allSettled(inFlight); // After a failure too: nothing goes on writing behind our back.
    }
    const [listings] = await Promise.all([this.price(club, assessment.listings), this.findOwners(assessment, 1)]);
    const assessed = assessment.finish();
    return { ...assessed, listings, summary: summarise(assessed.plans, listings, { freemium }) };
  }

  private async takeInOrder(
    assessment: Assessment,
    { page, keep }: PageToAssess,
    asked: Promise<readonly MatchVerdict[]>,
    before: Promise<void>,
  ): Promise<void> {
    const [verdicts] = await Promise.all([asked, before]);
    const kept = keep?.(verdicts);
    const sales = assessment.takePage(page, new Map(verdicts.map((verdict) => [verdict.row, verdict])));
    const parts = inParts(sales, { rows: 1000, bytes: messageBytes }, ({ membership }) => 200 + 3 * membership.length);
    const judged = async (): Promise<void> => {
      for (const part of parts) {
        const answer = await this.messages.ask(message(AssessSales, { earlier: assessment.earlier, sales: part }), { timeoutMs });
        assessment.takeSales(page, answer.listings, answer.sales);
      }
    };
    await Promise.all([kept, judged(), this.findOwners(assessment, ownersAtOnce)]);
  }

  private async match(page: CheckedPage): Promise<MatchVerdict[]> {
    const sizeOf = ({ firstName, lastName, owner }: PersonToMatch): number =>
      150 + 3 * (firstName.length + lastName.length + (owner ? owner.firstName.length + owner.lastName.length : 0));
    const parts = inParts(peopleToMatch(page), { rows: 1000, bytes: messageBytes }, sizeOf);
    const answers = await Promise.all(parts.map((people) => this.messages.ask(message(MatchPeople, { people }), { timeoutMs })));
    return answers.flatMap(({ verdicts }) => verdicts);
  }

  private async findOwners(assessment: Assessment, atLeast: number): Promise<void> {
    const sizeOf = (owner: OwnerToFind): number => 3 * JSON.stringify(owner).length;
    for (const owners of inParts(assessment.ownersToFind(atLeast), { rows: 1000, bytes: messageBytes }, sizeOf)) {
      assessment.takeOwners((await this.messages.ask(message(FindOwners, { owners }), { timeoutMs })).found);
    }
  }

  private async price(club: Club, listings: readonly ListingTerms[]): Promise<PricedListing[]> {
    const lines = listings.flatMap(linesOf(club));
    const quoted: QuotedLine[] = [];
    for (const part of inParts(lines, { rows: 2000, bytes: messageBytes }, () => 150)) {
      quoted.push(...(await this.messages.ask(message(QuoteDocuments, { lines: part }), { timeoutMs })).lines);
    }
    const byKey = new Map(quoted.map((line) => [line.key, line]));
    return listings.map((terms, index) => ({ terms, quotes: { client: byKey.get(2 * index)!, corporate: byKey.get(2 * index + 1)! } }));
  }
}

/** The two lines a membership is sold with: the club's to its client, the federation's to the club (IMP-13, MEM-18). */
export const linesOf =
  (club: Club) =>
  ({ sellingMinor, originalMinor, currency, taxKind }: ListingTerms, index: number): LineToQuote[] => [
    { key: 2 * index, issuerId: club.id, kind: taxKind ?? 'membership', netMinor: sellingMinor, currency },
    { key: 2 * index + 1, issuerId: club.federationId, kind: taxKind ?? 'membership', netMinor: originalMinor, currency },
  ];
