import type { Command } from '@nestjs/cqrs';
import fc from 'fast-check';
import { CancelLines } from '#contracts/billing/cancellations';
import { GetBillingAccount } from '#contracts/billing/documents.query';
import { IssueInvoices } from '#contracts/billing/issue-invoices.command';
import { JoinBooks, SplitBooks } from '#contracts/billing/merges';
import { CreditPairs, IssuePairs, ReplaceSales } from '#contracts/billing/pairs';
import { GiveRefund, MatchAccount, RecordPayment, ReversePayment, UndoMatch } from '#contracts/billing/payments';
import { DepositCheques, PlanPayment } from '#contracts/billing/planned-payments';
import { CreateInvoice } from '#contracts/billing/staff-documents';
import { message } from '#contracts/message';
import { DomainError } from '#kernel/domain-error';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import type { World } from '#testing/start-world';
import { billingInvariants } from '../src/invariants.js';
import { BusyClub } from './busy-club.js';
import { clientsOf, describeSplitting, type Merge } from './merging.js';
import { batchOf, recreational, someBuyers } from './resale.js';
import { clientAccountOf, someReplacement, someSale } from './sales.js';

/*
 * Two families of a club, or rather one: before a merge, during it and after its undoing anything may happen to either, under either's
 * name. What the books refuse does not happen. Whatever did: nothing is lost, and everything is where the rule says.
 */

const kinds = [
  'sell',
  'import',
  'bill',
  'pay',
  'pay-free',
  'refund',
  'credit',
  'cancel',
  'replace',
  'match',
  'undo-match',
  'cheque',
  'deposit',
  'reverse',
] as const;

interface MergedAct {
  readonly kind: (typeof kinds)[number];
  readonly family: number; // 0: the closed one.
  readonly place: number;
  readonly amount: number;
}

interface MergedHistory {
  readonly setting: { taxed: boolean; freemium: boolean; mirrored: boolean; accrual: boolean };
  readonly before: readonly MergedAct[];
  readonly during: readonly MergedAct[];
  readonly named: readonly boolean[]; // Of what came later, which is given back.
  readonly after: readonly MergedAct[];
}

const acts = (maxLength: number) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds, 'sell' as const, 'pay' as const, 'refund' as const),
      family: fc.nat(1),
      place: fc.nat(5),
      amount: fc.integer({ min: 1, max: 12_000 }),
    }),
    { maxLength },
  );

export const mergedHistories: fc.Arbitrary<MergedHistory> = fc.record({
  setting: fc.record({ taxed: fc.boolean(), freemium: fc.boolean(), mirrored: fc.boolean(), accrual: fc.boolean() }),
  before: acts(8),
  during: acts(10),
  named: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  after: acts(3),
});

export async function mergesLoseNothing(world: World, runs: number, seed = Number.parseInt(newId().slice(-7), 16)): Promise<void> {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(mergedHistories, async (history) => {
      await new MergedFamilies(world, await BusyClub.open(world, history.setting)).live(history);
      await world.database('billing').query(`UPDATE outbox SET closed_at = now() WHERE closed_at IS NULL`);
      if (runs < 100 || ++run % 100 === 0) await nothingIsBroken(world);
    }),
    { numRuns: runs, seed, endOnFailure: process.env.TESSERA_PROPERTY_SHRINK === undefined },
  );
  await nothingIsBroken(world);
}

async function nothingIsBroken(world: World): Promise<void> {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
}

/** An entry with the account in whose books it is. */
interface Shown {
  readonly id: Uuid;
  readonly home: Uuid;
  readonly amount: number;
}

interface Books {
  readonly entries: readonly Shown[];
  readonly matches: readonly { key: string; paymentId: Uuid; documentId: Uuid; position: number; amount: number }[];
}

class MergedFamilies {
  private readonly families: [closed: Uuid, survivor: Uuid] = [newId(), newId()];
  private readonly accounts: Uuid[];
  private readonly sales: Uuid[] = [];
  private readonly cheques: Uuid[] = [];

  constructor(
    private readonly world: World,
    private readonly club: BusyClub,
  ) {
    this.accounts = this.families.map((family) => clientAccountOf(club.network, family));
  }

  async live({ before, during, named, after }: MergedHistory): Promise<void> {
    const [closed, survivor] = this.accounts;
    for (const act of before) await this.happen(act);
    const apart = await this.books();
    const owed = [await this.balance(closed), await this.balance(survivor)];

    const merge: Merge = { mergeId: newId(), clients: clientsOf(this.club.network, ...this.families) };
    await this.join(merge);
    const joined = await this.books();
    expect(joined.entries).toEqual(apart.entries.map((entry) => ({ ...entry, home: survivor })));
    expect(joined.matches).toEqual(apart.matches);
    expect([await this.balance(survivor), await this.balance(closed)]).toEqual([owed[0] + owed[1], owed[0] + owed[1]]);

    for (const act of during) await this.happen(act);
    const one = await this.books();
    const owedByOne = await this.balance(survivor);
    const { later } = await describeSplitting(this.world, this.club.network, merge);
    const chosen = later.filter((_, i) => named[i % named.length]).map(({ id }) => id);
    const said = await describeSplitting(this.world, this.club.network, merge, chosen);
    await this.split(merge, chosen);

    const two = await this.books();
    const goesTo = new Map(said.later.map(({ id, goesTo: side }) => [id, side === 'reopened' ? closed : survivor]));
    const homes = new Map(apart.entries.map(({ id, home }) => [id, home]));
    expect(two.entries).toEqual(one.entries.map((entry) => ({ ...entry, home: homes.get(entry.id) ?? goesTo.get(entry.id) })));
    this.keptMatches(one, two);
    const [closedMinor, survivorMinor] = [await this.balance(closed), await this.balance(survivor)];
    expect(closedMinor + survivorMinor).toBe(owedByOne);
    expect(said.books.map((books) => [books.closedMinor, books.survivorMinor, books.mergedMinor])).toEqual([
      [closedMinor, survivorMinor, owedByOne],
    ]);
    for (const act of after) await this.happen(act);
  }

  /** A match within one account stays; what was of both is undone, and its money goes on to its own account's items. */
  private keptMatches(one: Books, two: Books): void {
    const homes = new Map(two.entries.map(({ id, home }) => [id, home]));
    const now = new Map(two.matches.map(({ key, amount }) => [key, amount]));
    for (const { key, paymentId, documentId, amount } of one.matches) {
      if (homes.get(paymentId) === homes.get(documentId)) expect([key, (now.get(key) ?? 0) >= amount]).toEqual([key, true]);
      else expect([key, now.get(key)]).toEqual([key, undefined]);
    }
  }

  /** What is refused does not happen; what breaks down fails the test. */
  private async happen(act: MergedAct): Promise<void> {
    try {
      await this.attempt(act);
    } catch (error) {
      if (!(error instanceof DomainError) || !['rule', 'conflict', 'missing', 'invalid'].includes(error.kind)) throw error;
    }
  }

  private async attempt({ kind, family, place, amount }: MergedAct): Promise<void> {
    const [account, billingAccountId] = [this.families[family], this.accounts[family]];
    const terms = [{ ...recreational, sellingMinor: amount, originalMinor: Math.ceil(amount / 2) }];
    const saleId = this.sales[place % Math.max(1, this.sales.length)];
    const money = { billingAccountId, currency: 'CAD' };
    switch (kind) {
      case 'sell': {
        const sale = someSale(account);
        await this.asFlow(message(IssuePairs, { ...this.club.both, terms, sales: [sale] }));
        this.sales.push(sale.saleId);
        return;
      }
      case 'import':
        return this.import(account, terms[0]);
      case 'bill': {
        const line = {
          kind: 'merchandise' as const,
          description: 'Chandail',
          amountMinor: amount,
          ledgerCode: '4200',
          tax: 'added' as const,
        };
        await this.club.ask(message(CreateInvoice, { invoiceId: newId(), accountId: account, lines: [line] }), 'client');
        return;
      }
      case 'pay':
      case 'pay-free':
        return this.byStaff(
          message(RecordPayment, { paymentId: newId(), ...money, amountMinor: amount, method: 'cash', leaveFree: kind === 'pay-free' }),
        );
      case 'refund':
        return this.byStaff(
          message(GiveRefund, {
            refundId: newId(),
            ...money,
            amountMinor: await this.refundable(billingAccountId, amount),
            method: 'cash',
          }),
        );
      case 'match':
        return this.byStaff(message(MatchAccount, { billingAccountId }));
      case 'cheque': {
        const plannedPaymentId = newId();
        await this.byStaff(
          message(PlanPayment, { plannedPaymentId, ...money, amountMinor: amount, method: 'cheque', dueOn: '2026-10-10' }),
        );
        this.cheques.push(plannedPaymentId);
        return;
      }
      case 'deposit':
        return this.cheques.length > 0
          ? this.byStaff(message(DepositCheques, { plannedPaymentIds: [this.cheques[place % this.cheques.length]] }))
          : undefined;
      case 'reverse':
      case 'undo-match':
        return this.takeBack(kind, place);
      default:
        return saleId ? this.onSale(kind, saleId, amount) : undefined;
    }
  }

  private async onSale(kind: 'credit' | 'cancel' | 'replace', saleId: Uuid, amount: number): Promise<void> {
    if (kind === 'credit') {
      const client = { kind: 'percent' as const, percentPpm: Math.min(1_000_000, amount * 80) };
      const credits = [{ operationId: newId(), saleId, client, corporate: null }];
      return this.asFlow(message(CreditPairs, { ...this.club.both, credits }));
    }
    if (kind === 'cancel') {
      const line = {
        cancellationId: newId(),
        saleId,
        credit: amount % 2 ? { kind: 'whole' as const } : this.club.lessFee(1 + (amount % 500)),
      };
      const refundMinor = amount % 3 ? 0 : Math.floor(amount / 10);
      return this.asFlow(message(CancelLines, { ...this.club.both, cancellations: [{ ...line, refundMinor, refundMethod: 'cash' }] }));
    }
    const replacement = someReplacement(saleId);
    const terms = [{ ...recreational, sellingMinor: amount, originalMinor: Math.ceil(amount / 3) }];
    await this.asFlow(message(ReplaceSales, { ...this.club.both, terms, replacements: [replacement] }));
    this.sales.push(replacement.newSaleId);
  }

  private async takeBack(kind: 'reverse' | 'undo-match', place: number): Promise<void> {
    const { matches } = await this.books();
    const match = matches[place % Math.max(1, matches.length)];
    if (!match) return;
    if (kind === 'reverse') return this.byStaff(message(ReversePayment, { paymentId: match.paymentId }));
    await this.byStaff(message(UndoMatch, { paymentId: match.paymentId, invoiceId: match.documentId, position: match.position }));
  }

  private async import(account: Uuid, terms: typeof recreational): Promise<void> {
    const importId = newId();
    await this.club.freeze(importId, terms);
    const { sales, ...batch } = batchOf(this.club.network, importId, someBuyers(2));
    const clientId = derivedId('client', this.club.network.club.id, account);
    const mine = sales.map((sale) => ({ ...sale, debtor: 0, accountId: account, clientId }));
    await this.club.consume(message(IssueInvoices, { ...batch, debtors: batch.debtors.slice(0, 1), terms: [terms], sales: mine }), false);
    this.sales.push(...mine.map((sale) => sale.saleId));
  }

  private join({ mergeId, clients }: Merge): Promise<void> {
    const people = { closedPersonId: derivedId('owner', this.families[0]), survivorPersonId: derivedId('owner', this.families[1]) };
    return this.club.consume(message(JoinBooks, { mergeId, ...people, clients: [...clients] }), true);
  }

  private split({ mergeId }: Merge, giveBack: readonly Uuid[]): Promise<void> {
    return this.club.consume(message(SplitBooks, { mergeId, giveBack: [...giveBack] }), true);
  }

  /** Nearly always as much as there is: money of several payments, of both families, is what is hard to part. */
  private async refundable(billingAccountId: Uuid, amount: number): Promise<number> {
    const { creditMinor } = await this.world.ask(message(GetBillingAccount, { billingAccountId }), this.club.staff('client'));
    return amount % 4 === 0 ? amount : Math.max(1, creditMinor - (amount % 3));
  }

  private async balance(billingAccountId: Uuid): Promise<number> {
    const asked = this.world.ask(message(GetBillingAccount, { billingAccountId }), this.club.staff('client'));
    return asked.then(
      ({ balanceMinor }) => balanceMinor,
      () => 0, // Never billed, never merged.
    );
  }

  private async books(): Promise<Books> {
    const [books] = await this.world.database('billing').query<{ books: Books }>(selectBooks, [this.club.network.club.id]);
    return books.books;
  }

  private async asFlow(command: Command<unknown>): Promise<void> {
    await this.club.carryOut(command, this.club.network.flow);
  }

  private async byStaff(command: Command<unknown>): Promise<void> {
    await this.club.carryOut(command, this.club.staff('client'));
  }
}

const selectBooks = `WITH sheets AS (SELECT id, coalesce(joined_to, id) AS home FROM billing_accounts WHERE issuer_id = $1 AND level = 'client')
  SELECT json_build_object(
    'entries', (SELECT coalesce(json_agg(json_build_object('id', id, 'home', home, 'amount', amount) ORDER BY id), '[]') FROM (
      SELECT d.id, s.home, d.total_minor AS amount FROM documents d JOIN sheets s ON s.id = d.billing_account_id
      UNION ALL SELECT p.id, s.home, CASE p.kind WHEN 'payment' THEN -p.amount_minor ELSE p.amount_minor END
        FROM payments p JOIN sheets s ON s.id = p.billing_account_id) e),
    'matches', (SELECT coalesce(json_agg(json_build_object('key', payment_id || '/' || document_id || '/' || position, 'paymentId', payment_id,
        'documentId', document_id, 'position', position, 'amount', amount_minor) ORDER BY payment_id, document_id, position), '[]')
      FROM allocations WHERE issuer_id = $1)) AS books`;
