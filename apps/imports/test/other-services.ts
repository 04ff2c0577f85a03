import { connect, type NatsConnection } from '@nats-io/transport-node';
import { FreezeTaxes, type LineToQuote, QuoteDocuments, type QuotedLine } from '#contracts/billing/quote-documents.query';
import { CounterDocuments, DocumentsCountered, FindTouchedDocuments } from '#contracts/billing/counter-documents.command';
import { InvoicesIssued } from '#contracts/billing/invoices-issued.event';
import type { ActingOrganization, Caller } from '#contracts/caller';
import { AdmitPeople, type PersonToAdmit } from '#contracts/identity/admit-people.command';
import { FindOwners, type OwnerFound, type OwnerToFind } from '#contracts/identity/find-owners.query';
import { MatchPeople, type MatchVerdict, type PersonToMatch } from '#contracts/identity/match-people.query';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';
import { PeopleAdmitted } from '#contracts/identity/people-admitted.event';
import { FindTouchedPeople, PeopleWithdrawn, WithdrawPeople, type PartyKept } from '#contracts/identity/withdraw-people.command';
import type { KeptRowReason } from '#contracts/imports/undo';
import type { Fields, FlowClass, RequestClass } from '#contracts/message';
import { AssessSales, type AssessedSale, type ListingTerms, type SaleToAssess } from '#contracts/memberships/assess-sales.query';
import { FindTouchedMemberships, MembershipsCancelled } from '#contracts/memberships/cancel-memberships.command';
import { MembersEnrolled } from '#contracts/memberships/members-enrolled.event';
import { ReleaseSales, ReserveSales } from '#contracts/memberships/reserve-sales.command';
import { InboxHolds } from '#contracts/platform/inbox-holds.query';
import { derivedId } from '#kernel/ids';
import { flowCaller } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import type { World } from '#testing/start-world';
import { natsLogin, natsUrl } from '#testing/test-servers';
import { terms } from './assessed.js';

type Batch = Fields<AdmitPeople>;

type Awaitable<T> = T | Promise<T>;
type Reserved = { changed: ListingTerms[]; refused: { row: number; problem: 'already-held' | 'quota-exceeded' }[] };

/** What the other services answer, unless a test says otherwise. */
export interface Behaviour {
  match: (people: readonly PersonToMatch[]) => MatchVerdict[];
  owners: (owners: readonly OwnerToFind[]) => OwnerFound[];
  listings: () => ListingTerms[];
  sale: (sale: SaleToAssess) => Partial<AssessedSale>;
  quote: (line: LineToQuote) => QuotedLine;
  reserve: (command: Fields<ReserveSales>) => Awaitable<Reserved>;
  freeze: () => { changed: QuotedLine[] };
  /** What becomes of a batch; by default it goes through at once. */
  admit: (batch: Batch) => Promise<void>;
  /** Why a row of an undo is kept; what becomes of a batch of rows and of people; by default all at once. */
  touched: (row: number) => KeptRowReason[];
  ended: (row: number) => boolean;
  keptParties: (rows: readonly { personId: string; row: number }[]) => PartyKept[];
  counter: (batch: Fields<CounterDocuments>) => Promise<void>;
  withdraw: (batch: Fields<WithdrawPeople>) => Promise<void>;
}

/** Identity, memberships and billing as imports sees them, played by the test: only imports runs for real. */
export class OtherServices {
  readonly admitted: Batch[] = [];
  readonly released: string[] = [];
  readonly countered: Fields<CounterDocuments>[] = [];
  readonly withdrawn: Fields<WithdrawPeople>[] = [];
  readonly behaviour: Behaviour = {
    match: () => [],
    owners: () => [],
    listings: () => [terms()],
    sale: () => ({}),
    quote: ({ key, netMinor }) => ({ key, netMinor, taxes: [], totalMinor: netMinor }),
    reserve: () => ({ changed: [], refused: [] }),
    freeze: () => ({ changed: [] }),
    admit: (batch) => this.carryOut(batch),
    touched: () => [],
    ended: () => false,
    keptParties: () => [],
    counter: (batch) => this.carryOutCounter(batch),
    withdraw: (batch) => this.carryOutWithdrawal(batch),
  };
  private constructor(
    private readonly world: World,
    private readonly connection: NatsConnection,
  ) {}

  static async play(world: World): Promise<OtherServices> {
    const { user, password: pass } = natsLogin('administrator');
    const services = new OtherServices(world, await connect({ servers: natsUrl(), user, pass }));
    services.listen();
    return services;
  }

  stop(): Promise<void> {
    return this.connection.close();
  }

  /** Makes a club known to imports. */
  async register(club: ActingOrganization, { freemium = false } = {}): Promise<void> {
    const organization = { ...club, languages: [...club.languages], country: 'CA', province: 'QC', freemium, taxes: [], version: 1 };
    await this.world.send(OrganizationRegistered, { organization }, flowOf(club));
    await eventually(
      async () => (await this.world.database('imports').query('SELECT 1 FROM organizations WHERE id = $1', [club.id])).length > 0,
    );
  }

  /** What the three services announce of a batch they carried out. */
  async carryOut(
    batch: Batch,
    { reusedMeanwhile = [], skipped = [] }: { reusedMeanwhile?: { row: number; personId: string }[]; skipped?: number[] } = {},
  ): Promise<void> {
    for (const announce of this.announcements(batch, { reusedMeanwhile, skipped })) await announce();
  }

  announcements(
    batch: Batch,
    { reusedMeanwhile = [], skipped = [] }: { reusedMeanwhile?: { row: number; personId: string }[]; skipped?: number[] } = {},
  ): (() => Promise<unknown>)[] {
    const as = flowCaller(
      `resale-import:${batch.importId}`,
      [batch.organizationId, batch.federationId],
      batch.federationId,
      this.clubs.get(batch.organizationId),
    );
    const { importId, batch: number, people } = batch;
    const send =
      <T extends object>(type: FlowClass<T>, fields: Fields<T>) =>
      () =>
        this.world.send(type, fields, as);
    const invoiced = people.filter(({ row }) => !skipped.includes(row));
    return [
      send(PeopleAdmitted, { importId, batch: number, rows: people.length, reusedMeanwhile }),
      send(MembersEnrolled, {
        importId,
        batch: number,
        rows: people.length,
        skipped: skipped.map((row) => ({ row, code: 'already-held' as const })),
      }),
      send(InvoicesIssued, { importId, batch: number, rows: invoiced.map((person) => invoicesOf(importId, person)) }),
    ];
  }

  private readonly clubs = new Map<string, ActingOrganization>();

  /** Clubs whose flows the test plays. */
  knows(...clubs: ActingOrganization[]): void {
    for (const club of clubs) this.clubs.set(club.id, club);
  }

  private listen(): void {
    this.answer(MatchPeople, ({ people }) => ({ verdicts: this.behaviour.match(people) }));
    this.answer(FindOwners, ({ owners }) => ({ found: this.behaviour.owners(owners) }));
    this.answer(AssessSales, ({ sales }) => this.assess(sales));
    this.answer(QuoteDocuments, ({ lines }) => ({ lines: lines.map((line) => this.behaviour.quote(line)) }));
    this.answer(ReserveSales, (command) => this.behaviour.reserve(command));
    this.answer(FreezeTaxes, () => this.behaviour.freeze());
    this.answer(ReleaseSales, ({ importId }) => ({ released: this.released.push(importId) }));
    for (const service of ['identity', 'billing'] as const)
      this.reply(InboxHolds.subjectOf(service), (asked) => ({ held: (asked as InboxHolds).messageIds }));
    this.answer(FindTouchedMemberships, ({ importId, rows }) => ({ rows: rows.map((row) => this.enrolledRow(importId, row)) }));
    this.answer(FindTouchedDocuments, ({ rows }) => ({
      rows: rows.map((row) => ({
        row,
        reasons: this.behaviour.touched(row),
        clientMinor: 4000,
        corporateMinor: 2500,
        paidMinor: 0,
        ...unused,
      })),
    }));
    this.answer(FindTouchedPeople, ({ people, accounts }) => {
      const kept = this.behaviour.keptParties(people);
      return { people: people.filter(({ keep }) => keep.length === 0).length - kept.length, accounts: accounts.length, kept };
    });
    this.take(CounterDocuments, this.countered, (batch) => this.behaviour.counter(batch));
    this.take(WithdrawPeople, this.withdrawn, (batch) => this.behaviour.withdraw(batch));
    this.connection.subscribe(AdmitPeople.subject, {
      callback: (_, message) => {
        const batch = message.json<Batch>();
        if (this.admitted.some(({ importId, batch: number }) => importId === batch.importId && number === batch.batch)) return; // A repeat.
        this.admitted.push(batch);
        void this.behaviour.admit(batch);
      },
    });
  }

  /** What billing and memberships announce of a batch of an undo. */
  async carryOutCounter({ importId, batch, organizationId, federationId, rows }: Fields<CounterDocuments>): Promise<void> {
    const as = this.undoFlow(importId, organizationId, federationId);
    const undone = rows.filter((row) => this.behaviour.touched(row).length === 0);
    const kept = rows.flatMap((row) => (undone.includes(row) ? [] : [{ row, reasons: this.behaviour.touched(row) }]));
    await this.world.send(MembershipsCancelled, { importId, batch, rows: undone.length, stillMembers: [] }, as); // Which may be faster.
    await this.world.send(DocumentsCountered, { importId, batch, rows: undone.map((row) => counteredRow(importId, row)), kept }, as);
  }

  async carryOutWithdrawal({ importId, batch, organizationId, federationId, people, accounts }: Fields<WithdrawPeople>): Promise<void> {
    const kept = this.behaviour.keptParties(people);
    const gone = people.filter(({ keep }) => keep.length === 0).length - kept.length;
    const event = { importId, batch, people: gone, accounts: accounts.length, kept };
    await this.world.send(PeopleWithdrawn, event, this.undoFlow(importId, organizationId, federationId));
  }

  private undoFlow(importId: string, organizationId: string, federationId: string): Caller {
    return flowCaller(`undo-import:${importId}`, [organizationId, federationId], federationId, this.clubs.get(organizationId));
  }

  private enrolledRow(importId: string, row: number) {
    const of = { personId: derivedId('person', importId, row), accountId: derivedId('account', importId, row) };
    return { row, ...of, ended: this.behaviour.ended(row), used: false, otherMembership: false };
  }

  /** A step that flows here, once each. */
  private take<T extends { importId: string; batch: number }>(
    type: FlowClass<T>,
    taken: Fields<T>[],
    carryOut: (batch: Fields<T>) => Promise<void>,
  ): void {
    this.connection.subscribe(type.subject, {
      callback: (_, message) => {
        const batch = message.json<Fields<T>>();
        if (taken.some(({ importId, batch: number }) => importId === batch.importId && number === batch.batch)) return; // A repeat.
        taken.push(batch);
        void carryOut(batch);
      },
    });
  }

  private assess(sales: readonly SaleToAssess[]): { listings: ListingTerms[]; sales: AssessedSale[] } {
    const listings = this.behaviour.listings();
    const usual = { listingId: listings[0].listingId, effectiveOn: '2026-09-01', expiresOn: '2099-08-31', problem: null, facts: null };
    return { listings, sales: sales.map((sale) => ({ row: sale.row, ...usual, ...this.behaviour.sale(sale) })) };
  }

  private answer<T extends object>(type: RequestClass<T>, answer: (message: Fields<T>) => Awaitable<object>): void {
    this.reply(type.subject, (message) => answer(message as Fields<T>));
  }

  private reply(subject: string, answer: (message: unknown) => Awaitable<object>): void {
    this.connection.subscribe(subject, {
      callback: (_, message) => void Promise.resolve(answer(message.json())).then((data) => message.respond(JSON.stringify({ data }))),
    });
  }
}

const flowOf = (club: ActingOrganization): Caller => flowCaller('registration', [club.id], club.federationId, club);

function invoicesOf(importId: string, { row }: PersonToAdmit) {
  return {
    row,
    membershipId: derivedId('membership', importId, row),
    clientInvoiceId: derivedId('invoice', importId, row, 'client'),
    clientInvoiceNumber: `C-${row}`,
    corporateInvoiceId: derivedId('invoice', importId, row, 'corporate'),
    corporateInvoiceNumber: `F-${row}`,
    paymentId: null,
  };
}

const unused = { accountInUse: false, personInUse: false };

const counteredRow = (importId: string, row: number) => ({
  row,
  clientCreditNoteId: derivedId('credit-note', importId, row, 'client'),
  clientCreditNoteNumber: `CN-${row}`,
  corporateCreditNoteId: derivedId('credit-note', importId, row, 'corporate'),
  corporateCreditNoteNumber: `FN-${row}`,
  clientMinor: 4000,
  corporateMinor: 2500,
  refundedMinor: 0,
  ...unused,
});
