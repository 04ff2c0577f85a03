import fc from 'fast-check';
import { BooksJoined, BooksSplit, JoinBooks, SplitBooks } from '#contracts/billing/merges';
import { MatchAccount, RecordPayment } from '#contracts/billing/payments';
import { CancelHeldMemberships, PreviewMembershipCancellations } from '#contracts/memberships/cancellations';
import { HoldingsMoved, HoldingsReturned, MoveHoldings, ReturnHoldings, type ClientToJoin } from '#contracts/memberships/merges';
import { CreateListing, CreateOffer } from '#contracts/memberships/offers';
import { PreviewReplacement, ReplaceMemberships } from '#contracts/memberships/replacements';
import { SellMemberships } from '#contracts/memberships/sales';
import { message } from '#contracts/message';
import { DomainError } from '#kernel/domain-error';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { flowCaller } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import type { World } from '#testing/start-world';
import { billingAccountId } from '../../apps/billing/src/domain/sale-invoices.js';
import { billingInvariants } from '../../apps/billing/src/invariants.js';
import { membershipsInvariants } from '../../apps/memberships/src/invariants.js';
import { clientOf, Field, somePerson, type Person } from './field.js';

/*
 * Two people who are one, and their children, at two clubs. Whatever was sold, replaced, cancelled and paid before their merge and
 * during it: undone, each has what they had; what came later is where somebody said, and each invoice is where its membership is.
 */

interface MergeAct {
  readonly kind: 'sell' | 'replace' | 'cancel' | 'pay' | 'match';
  readonly club: number;
  readonly person: number; // The closed one, the survivor, and a child on either account.
  readonly place: number;
  readonly amount: number;
}

interface MergeStory {
  readonly before: readonly MergeAct[];
  readonly during: readonly MergeAct[];
  readonly named: readonly boolean[];
  readonly after: readonly MergeAct[];
}

const some = (maxLength: number) =>
  fc.array(
    fc.record<MergeAct>({
      kind: fc.constantFrom('sell', 'sell', 'sell', 'replace', 'cancel', 'pay', 'pay', 'match'),
      club: fc.nat(1),
      person: fc.nat(3),
      place: fc.nat(4),
      amount: fc.integer({ min: 1, max: 9000 }),
    }),
    { maxLength },
  );

const stories = fc.record<MergeStory>({
  before: some(6),
  during: some(7),
  named: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  after: some(2),
});

export async function mergesConserveEverything(world: World, numRuns: number): Promise<void> {
  const field = await Field.in(world, true);
  const offers = await someOffers(field);
  const property = fc.asyncProperty(stories, (story) => new TwoOfOne(field, offers).live(story));
  await fc.assert(property, { numRuns, endOnFailure: true });
  await lawsHold(world);
}

async function lawsHold(world: World): Promise<void> {
  for (const [name, invariants] of [
    ['memberships', membershipsInvariants],
    ['billing', billingInvariants],
  ] as const)
    for (const { title, sql } of invariants) expect([title, await world.database(name).query(sql)]).toEqual([title, []]);
}

/** By club, its listings of the federation's offers. */
async function someOffers(field: Field): Promise<Uuid[][]> {
  const listings: Uuid[][] = [[], []];
  for (const [i, originalMinor] of [2500, 4000, 6000].entries()) {
    const offerId = newId();
    const term = { kind: 'fixed-dates', salesStart: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' } as const;
    await field.asFederation(
      message(CreateOffer, {
        offerId,
        names: { en: `Offer ${i}`, fr: `Offre ${i}` },
        originalMinor,
        term,
        replacement: { mode: 'enabled' },
      }),
    );
    for (const club of [0, 1]) {
      const listingId = newId();
      await field.asClub(club, message(CreateListing, { listingId, offerId, sellingMinor: originalMinor + 1500 }));
      listings[club].push(listingId);
    }
  }
  return listings;
}

interface Held {
  readonly id: Uuid;
  readonly person: Uuid;
  readonly account: Uuid;
  readonly seller: Uuid;
  readonly sale: Uuid;
  readonly ended: string | null;
}

interface Entry {
  readonly id: Uuid;
  readonly home: Uuid;
  readonly amount: number;
}

interface Match {
  readonly key: string;
  readonly paymentId: Uuid;
  readonly documentId: Uuid;
  readonly amount: number;
}

interface State {
  readonly held: readonly Held[];
  readonly entries: readonly Entry[];
  readonly matches: readonly Match[];
  readonly owed: number;
}

class TwoOfOne {
  private readonly closed = somePerson(true);
  private readonly survivor = somePerson(true);
  private readonly people: { id: Uuid; accountId: Uuid }[] = [
    this.closed,
    this.survivor,
    { id: newId(), accountId: this.closed.accountId },
    { id: newId(), accountId: this.survivor.accountId },
  ];
  private readonly mergeId = newId();

  constructor(
    private readonly field: Field,
    private readonly listings: readonly Uuid[][],
  ) {}

  async live({ before, during, named, after }: MergeStory): Promise<void> {
    for (const act of before) await this.happen(act);
    const apart = await this.state();
    await this.merge();
    const joined = await this.state();
    expect(joined.held).toEqual(apart.held.map((held) => this.ofSurvivor(held)));
    expect(joined.entries).toEqual(apart.entries.map((entry) => ({ ...entry, home: this.homeOfSurvivor(entry.home) })));
    expect([joined.matches, joined.owed]).toEqual([apart.matches, apart.owed]);

    for (const act of during) await this.happen(act);
    const one = await this.state();
    const earlier = new Map(apart.held.map((held) => [held.id, held]));
    const chosen = one.held.filter(({ id }, i) => !earlier.has(id) && named[i % named.length]).map(({ id }) => id);
    await this.part(chosen);
    const two = await this.state();

    for (const held of two.held) {
      const was = earlier.get(held.id);
      if (was) expect(held).toEqual({ ...was, ended: held.ended });
    }
    expect(two.held.map(({ id, sale, ended }) => ({ id, sale, ended }))).toEqual(
      one.held.map(({ id, sale, ended }) => ({ id, sale, ended })),
    );
    const homes = new Map(apart.entries.map(({ id, home }) => [id, home]));
    expect(two.entries.map(({ id, amount }) => ({ id, amount }))).toEqual(one.entries.map(({ id, amount }) => ({ id, amount })));
    for (const { id, home } of two.entries) expect([id, home]).toEqual([id, homes.get(id) ?? home]);
    expect(two.owed).toBe(one.owed);
    this.matchesStay(one, two);
    await this.invoicesAreWhereTheirMembershipsAre(two);
    for (const act of after) await this.happen(act);
  }

  private ofSurvivor(held: Held): Held {
    const { closed, survivor } = this;
    return {
      ...held,
      person: held.person === closed.id ? survivor.id : held.person,
      account: held.account === closed.accountId ? survivor.accountId : held.account,
    };
  }

  private readonly homeOfSurvivor = (home: Uuid): Uuid => {
    const club = this.field.clubs.find(({ id }) => this.books(id, this.closed) === home);
    return club ? this.books(club.id, this.survivor) : home;
  };

  private matchesStay(one: State, two: State): void {
    const homes = new Map(two.entries.map(({ id, home }) => [id, home]));
    const now = new Map(two.matches.map(({ key, amount }) => [key, amount]));
    for (const { key, paymentId, documentId, amount } of one.matches)
      if (homes.get(paymentId) === homes.get(documentId)) expect([key, (now.get(key) ?? 0) >= amount]).toEqual([key, true]);
  }

  private async invoicesAreWhereTheirMembershipsAre({ held, entries }: State): Promise<void> {
    const text = `SELECT sale_id AS sale, document_id AS id FROM document_lines WHERE sale_id = ANY ($1::uuid[]) AND level = 'client'`;
    const lines = await this.field.world.database('billing').query<{ sale: Uuid; id: Uuid }>(text, [held.map(({ sale }) => sale)]);
    const homes = new Map(entries.map(({ id, home }) => [id, home]));
    for (const { id, sale, seller, account } of held)
      for (const line of lines.filter((one) => one.sale === sale))
        expect([id, homes.get(line.id)]).toEqual([id, billingAccountId(seller, clientOf(seller, account))]);
  }

  /** What the rules refuse does not happen. */
  private async happen(act: MergeAct): Promise<void> {
    try {
      await this.attempt(act);
    } catch (error) {
      if (!(error instanceof DomainError) || !['rule', 'conflict', 'missing'].includes(error.kind)) throw error;
    }
  }

  private async attempt({ kind, club, person, place, amount }: MergeAct): Promise<void> {
    const { id: personId, accountId } = this.people[person];
    const listingId = this.listings[club][place % this.listings[club].length];
    const account = billingAccountId(this.field.clubs[club].id, clientOf(this.field.clubs[club].id, accountId));
    if (kind === 'pay')
      return void (await this.field.asClub(
        club,
        message(RecordPayment, { paymentId: newId(), billingAccountId: account, amountMinor: amount, currency: 'CAD', method: 'cash' }),
      ));
    if (kind === 'match') return void (await this.field.asClub(club, message(MatchAccount, { billingAccountId: account })));
    if (kind === 'sell')
      return void (await this.field.asClub(
        club,
        message(SellMemberships, { operationId: newId(), sales: [{ listingId, accountId, personId }] }),
      ));
    const own = (await this.state()).held.filter(({ seller, ended }) => seller === this.field.clubs[club].id && ended === null);
    const membershipId = own[place % Math.max(1, own.length)]?.id;
    if (!membershipId) return;
    if (kind === 'cancel') {
      const cancellations = [{ membershipId, credit: { kind: 'whole' as const }, refundMinor: 0 }];
      const { billing: planned } = await this.field.asClub(club, message(PreviewMembershipCancellations, { cancellations }));
      if (planned)
        await this.field.asClub(
          club,
          message(CancelHeldMemberships, { operationId: newId(), cancellations, previewHash: planned.previewHash }),
        );
      return;
    }
    const replacements = [{ membershipId, listingId }];
    const { billing } = await this.field.asClub(club, message(PreviewReplacement, { replacements }));
    if (billing)
      await this.field.asClub(club, message(ReplaceMemberships, { operationId: newId(), replacements, previewHash: billing.previewHash }));
  }

  private async merge(): Promise<void> {
    const people = { closedPersonId: this.closed.id, survivorPersonId: this.survivor.id };
    const { mergeId } = this;
    await this.field.world.send(
      MoveHoldings,
      { mergeId, ...people, clients: this.clients((_club, account) => derivedId('client', account)) },
      this.saga(),
    );
    await this.answer('memberships', HoldingsMoved.subject);
    await this.field.world.send(JoinBooks, { mergeId, ...people, clients: this.clients(clientOf) }, this.saga());
    await this.answer('billing', BooksJoined.subject);
  }

  private async part(giveBack: readonly Uuid[]): Promise<void> {
    const { mergeId } = this;
    await this.field.world.send(ReturnHoldings, { mergeId, giveBack: [...giveBack] }, this.saga());
    const { saleIds = [] } = await this.answer('memberships', HoldingsReturned.subject);
    await this.field.world.send(SplitBooks, { mergeId, giveBack: [...giveBack, ...saleIds] }, this.saga());
    await this.answer('billing', BooksSplit.subject);
  }

  private answer(service: 'memberships' | 'billing', subject: string): Promise<{ saleIds?: Uuid[] }> {
    const text = `SELECT payload::json AS payload FROM outbox WHERE subject = $1 AND payload::json ->> 'mergeId' = $2`;
    return eventually(
      async () => {
        const [found] = await this.field.world.database(service).query<{ payload: { saleIds?: Uuid[] } }>(text, [subject, this.mergeId]);
        if (!found) throw new Error(`no ${subject} yet`);
        return found.payload;
      },
      { withinMs: 60_000 },
    );
  }

  private saga() {
    const { clubs, federation } = this.field;
    return flowCaller(`merge:${this.mergeId}`, [...clubs.map(({ id }) => id), federation.id], federation.id);
  }

  private clients(clientAt: (organizationId: Uuid, accountId: Uuid) => Uuid): ClientToJoin[] {
    return this.field.clubs.map(({ id: organizationId }) => ({
      organizationId,
      fromClientId: clientAt(organizationId, this.closed.accountId),
      fromAccountId: this.closed.accountId,
      toClientId: clientAt(organizationId, this.survivor.accountId),
      toAccountId: this.survivor.accountId,
    }));
  }

  private readonly books = (organizationId: Uuid, { accountId }: Pick<Person, 'accountId'>): Uuid =>
    billingAccountId(organizationId, clientOf(organizationId, accountId));

  private async state(): Promise<State> {
    const { world, clubs } = this.field;
    const held = await world.database('memberships').query<Held>(selectHeld, [this.people.map(({ id }) => id)]);
    const accounts = clubs.flatMap(({ id }) => [this.books(id, this.closed), this.books(id, this.survivor)]);
    const [{ books }] = await world.database('billing').query<{ books: Omit<State, 'held'> }>(selectBooks, [accounts]);
    return { held, ...books };
  }
}

const selectHeld = `SELECT id, person_id AS person, account_id AS account, seller_id AS seller, sale_id AS sale, ended FROM memberships
  WHERE person_id = ANY ($1::uuid[]) ORDER BY id`;

const selectBooks = `WITH sheets AS (SELECT id, coalesce(joined_to, id) AS home FROM billing_accounts WHERE id = ANY ($1::uuid[]) OR joined_to = ANY ($1::uuid[])),
    entries AS (
      SELECT d.id, s.home, d.total_minor AS amount FROM documents d JOIN sheets s ON s.id = d.billing_account_id
      UNION ALL SELECT p.id, s.home, CASE p.kind WHEN 'payment' THEN -p.amount_minor ELSE p.amount_minor END
        FROM payments p JOIN sheets s ON s.id = p.billing_account_id)
  SELECT json_build_object(
    'entries', (SELECT coalesce(json_agg(json_build_object('id', id, 'home', home, 'amount', amount) ORDER BY id), '[]') FROM entries),
    'matches', (SELECT coalesce(json_agg(json_build_object('key', payment_id || '/' || document_id || '/' || position, 'paymentId', payment_id,
        'documentId', document_id, 'amount', amount_minor) ORDER BY payment_id, document_id, position), '[]')
      FROM allocations WHERE payment_id IN (SELECT id FROM entries)),
    'owed', (SELECT coalesce(sum(amount), 0) FROM entries)) AS books`;
