import type { Command } from '@nestjs/cqrs';
import { CancelLines, type LineToCancel } from '#contracts/billing/cancellations';
import { CounterDocuments } from '#contracts/billing/counter-documents.command';
import type { CreditAsk } from '#contracts/billing/credits';
import { IssueInvoices } from '#contracts/billing/issue-invoices.command';
import { RecogniseRevenue } from '#contracts/billing/journal';
import { CreditPairs, IssuePairs, ReplaceSales } from '#contracts/billing/pairs';
import { GiveRefund, MatchAccount, MatchPayment, RecordPayment, ReversePayment, UndoMatch } from '#contracts/billing/payments';
import { DepositCheques, PlanPayment } from '#contracts/billing/planned-payments';
import { CreateCreditNote, CreateInvoice, WriteOffInvoice } from '#contracts/billing/staff-documents';
import { message } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import type { World } from '#testing/start-world';
import { documentId } from '../src/domain/document-ids.js';
import { BooksModel, askedOf, sameShare, type ModelImport, type ModelLine, type ModelSale } from './books-model.js';
import { standing, written, type StandingBooks } from './books-standing.js';
import { BusyClub } from './busy-club.js';
import { levels, type Act, type Ask, type History, type Level, type Measure } from './random-acts.js';
import { batchOf, recreational, someBuyers } from './resale.js';
import { someReplacement, someSale } from './sales.js';

/** The day of a cheque that may be deposited, and of one that may not yet. */
const [dueDay, laterDay] = ['2026-10-10', '2026-12-01'];

/** Carries a history out in the books and on the page beside them, and compares the two. */
export async function liveThrough(world: World, { setting, acts }: History): Promise<void> {
  const story = new Story(world, await BusyClub.open(world, setting));
  for (const act of acts) await story.happen(act);
  await story.compare();
}

type Of<A extends Act['act']> = Extract<Act, { act: A }>;

class Story {
  private readonly model: BooksModel;
  private readonly cheques: { id: Uuid; level: Level; amount: number; due: boolean; deposited: boolean; plannedAfter: number }[] = [];
  private twice = false;

  constructor(
    private readonly world: World,
    private readonly club: BusyClub,
  ) {
    this.model = new BooksModel(club.setting.taxed);
  }

  async happen(act: Act): Promise<void> {
    this.twice = act.twice;
    if (act.act === 'sell') return this.sell(act);
    if (act.act === 'import') return this.import(act);
    if (act.act === 'bill') return this.bill(act);
    if ('level' in act) return this.model.linesOf(act.level).length > 0 ? this.onAccount(act) : undefined;
    if (act.act === 'deposit') return this.deposit(among(this.cheques, act.cheque));
    if (act.act === 'undo') return this.undo(among(this.model.imports, act.imported));
    const sale = among(this.model.sales, act.sale);
    if (!sale) return;
    if (act.act === 'credit') return this.credit(sale, act);
    return act.act === 'cancel' ? this.cancel(sale, act) : this.replace(sale, act);
  }

  private onAccount(act: Extract<Act, { level: Level }>): Promise<void> {
    switch (act.act) {
      case 'pay':
        return this.pay(act);
      case 'plan-cheque':
        return this.planCheque(act);
      case 'match':
        return this.match(act);
      case 'match-account':
        return this.matchAccount(act.level);
      case 'undo-match':
        return this.undoMatch(act);
      case 'refund':
        return this.refund(act);
      case 'reverse':
        return this.reverse(act);
      case 'credit-line':
        return this.creditLine(act);
      case 'write-off':
        return this.writeOff(act);
      case 'recognise':
        return this.recognise(act.level);
      default:
        return this.bill(act);
    }
  }

  /** Balances, what is left of each line, money, documents and their numbers, and the ledger. */
  async compare(): Promise<void> {
    const now = await this.standing();
    const books = await written(this.world, this.club.issuers);
    const of = async (level: Level) => {
      const { invoices, creditNotes, numbers, ledger, receivable, money } = books[level];
      return { balance: await this.club.balance(level), receivable, money, ledger, invoices, creditNotes, numbers };
    };
    const said = { client: await of('client'), corporate: await of('corporate') };
    const meant = (level: Level): typeof said.client => {
      const { money, invoices, creditNotes } = this.model.totals[level];
      const balance = this.model.balance(level);
      return { balance, receivable: balance, money, ledger: 0, invoices, creditNotes, numbers: [invoices, creditNotes] };
    };
    expect(said).toEqual({ client: meant('client'), corporate: meant('corporate') });
    const left = (lines: readonly { documentId: Uuid; charged: number; left: number }[]) =>
      lines
        .filter((line) => line.charged > 0)
        .map((line) => `${line.documentId}: ${line.left} of ${line.charged}`)
        .sort();
    expect(left(now.lines)).toEqual(left(this.model.lines));
    // REP-9: neither the price nor the taxes are credited beyond themselves, so what is credited whole gave back its taxes of record.
    for (const { parts, left: rest } of now.lines) {
      if (parts)
        expect({ price: parts[0] >= 0, taxes: parts[1] >= 0, sum: parts[0] + parts[1] }).toEqual({ price: true, taxes: true, sum: rest });
    }
  }

  private async sell({ selling, original }: Of<'sell'>): Promise<void> {
    const sale = someSale(this.club.accountId);
    const command = message(IssuePairs, { ...this.club.both, terms: [terms(selling, original)], sales: [sale] });
    const [{ client, corporate }] = (await this.asFlow(command)).sales;
    this.model.sell(sale.saleId, { client: client.id, corporate: corporate?.id ?? '' }, { selling, original });
    if (this.club.setting.freemium) this.model.receive('client', this.model.withTaxes(selling));
  }

  private async import({ rows, selling, original }: Of<'import'>): Promise<void> {
    const importId = newId();
    await this.club.freeze(importId, terms(selling, original));
    const { sales, ...batch } = batchOf(this.club.network, importId, someBuyers(rows));
    const mine = sales.map((sale) => ({ ...sale, debtor: 0, accountId: this.club.accountId, clientId: this.club.clientId }));
    const fields = { ...batch, debtors: batch.debtors.slice(0, 1), terms: [terms(selling, original)], sales: mine };
    await this.club.consume(message(IssueInvoices, fields), this.twice);

    const imported = mine.map(({ row, saleId }) => {
      const id = (level: Level) => derivedId('invoice', importId, row, level);
      const sale = this.model.sell(saleId, { client: id('client'), corporate: id('corporate') }, { selling, original });
      if (this.club.setting.freemium) this.model.receive('client', sale.client.charged);
      return { row, sale, undone: false };
    });
    this.model.imports.push({ id: importId, rows: imported });
  }

  /** IMP-17: rows that nobody touched since are countered whole at both levels, and their own payments given back; the others stay. */
  private async undo(imported: ModelImport | undefined): Promise<void> {
    if (!imported) return;
    const before = await this.standing();
    const waiting = await this.waitingCheques();
    await this.club.consume(
      message(CounterDocuments, { ...this.club.both, importId: imported.id, batch: 1, rows: imported.rows.map(({ row }) => row) }),
      this.twice,
    );
    for (const row of imported.rows) {
      if (row.undone || this.touched(imported.id, row, before, waiting)) continue;
      row.undone = true;
      const paid = before.payments.find(({ id }) => id === ownPaymentId(imported.id, row.row))?.amount ?? 0;
      this.model.giveBack('client', paid);
      for (const level of levels) this.model.credit(row.sale[level], row.sale[level].left);
    }
  }

  private touched(importId: Uuid, { row, sale }: ModelImport['rows'][number], before: StandingBooks, waiting: ReadonlySet<Uuid>): boolean {
    if (sale.cancelled || sale.replaced || sale.credited) return true;
    const settled = ({ documentId: id }: ModelLine) => before.lines.find((line) => line.documentId === id)?.settled ?? 0;
    if (settled(sale.corporate) > 0) return true;
    const planned = this.cheques.some(
      ({ id, level, plannedAfter }) => level === 'client' && waiting.has(id) && plannedAfter > this.model.lines.indexOf(sale.client),
    );
    const own = before.payments.find(({ id }) => id === ownPaymentId(importId, row));
    const matched =
      before.matches.find(({ paymentId, documentId: id }) => paymentId === own?.id && id === sale.client.documentId)?.amount ?? 0;
    return planned || settled(sale.client) > matched || (own !== undefined && (own.refunded > 0 || matched !== own.amount));
  }

  private async bill({ level, amount, discount, tax }: Of<'bill'>): Promise<void> {
    const charged = tax === 'added' ? this.model.withTaxes(amount) : amount;
    const line = { kind: 'merchandise' as const, description: 'Chandail', amountMinor: amount, ledgerCode: '4200', tax };
    const less = { kind: 'discount' as const, description: 'Famille', amountMinor: discount, ledgerCode: '4950', tax: 'waived' as const };
    const debtor = level === 'client' ? { accountId: this.club.accountId } : { debtorId: this.club.network.club.id };
    const command = message(CreateInvoice, { invoiceId: newId(), ...debtor, lines: discount > 0 ? [line, less] : [line] });
    if (discount > charged) return this.refused(this.club.ask(command, level), 'billing.discount-exceeds-invoice');
    const { id } = await this.club.ask(command, level, this.twice);
    this.model.invoice(level, id, charged - discount);
  }

  private async pay({ level, amount, leaveFree }: Of<'pay'>): Promise<void> {
    const payment = { paymentId: newId(), method: 'cash' as const, amountMinor: amount, leaveFree };
    await this.byStaff(message(RecordPayment, { ...payment, ...this.club.account(level) }), level);
    this.model.receive(level, amount);
  }

  private async planCheque({ level, amount, due }: Of<'plan-cheque'>): Promise<void> {
    const id = newId();
    const cheque = { plannedPaymentId: id, method: 'cheque' as const, amountMinor: amount, dueOn: due ? dueDay : laterDay };
    await this.byStaff(message(PlanPayment, { ...cheque, ...this.club.account(level) }), level);
    this.cheques.push({ id, level, amount, due, deposited: false, plannedAfter: this.model.lines.length });
  }

  private async deposit(cheque: (typeof this.cheques)[number] | undefined): Promise<void> {
    if (!cheque) return;
    const { id, level, amount, due, deposited } = cheque;
    const command = message(DepositCheques, { plannedPaymentIds: [id] });
    const ended = !deposited && !(await this.waitingCheques()).has(id);
    if (deposited || !due || ended) return this.refused(this.byStaff(command, level), 'billing.cheque-not-depositable');
    await this.byStaff(command, level);
    cheque.deposited = true;
    this.model.receive(level, amount);
  }

  /** Those that wait. One that does not, and was not deposited, has ended with a credit of what it was to pay (BIL-13). */
  private async waitingCheques(): Promise<ReadonlySet<Uuid>> {
    const ids = this.cheques.map((cheque) => cheque.id);
    const text = `SELECT id FROM planned_payments WHERE id = ANY ($1) AND state = 'planned'`;
    const waiting = new Set((await this.world.database('billing').query<{ id: Uuid }>(text, [ids])).map(({ id }) => id));
    for (const { id, level, deposited } of this.cheques) {
      const credited = this.model.linesOf(level).some(({ charged, left }) => left < charged);
      if (!waiting.has(id) && !deposited && !credited) throw new Error(`cheque ${id} ended though nothing was credited`);
    }
    return waiting;
  }

  /** Which money settles what changes no balance, whatever comes of it. */
  private async match({ level, payment, line, amount }: Of<'match'>): Promise<void> {
    const { payments, lines } = this.at(level, await this.standing());
    const [source, item] = [
      among(payments, payment),
      among(
        lines.filter((one) => one.charged > 0),
        line,
      ),
    ];
    if (!source || !item) return;
    const open = item.left - item.settled;
    const amountMinor = Math.max(1, measured(amount, open));
    const items = [{ invoiceId: item.documentId, position: item.position, amountMinor }];
    const matching = this.byStaff(message(MatchPayment, { paymentId: source.id, items }), level);
    if (amountMinor > open) return this.refused(matching, 'billing.match-exceeds-item');
    if (amountMinor > source.free) return this.refused(matching, 'billing.match-exceeds-payment');
    await matching;
  }

  private async matchAccount(level: Level): Promise<void> {
    await this.byStaff(message(MatchAccount, { billingAccountId: this.club.account(level).billingAccountId }), level);
    const { payments, lines } = this.at(level, await this.standing());
    const free = payments.reduce((sum, one) => sum + one.free, 0);
    const open = lines.reduce((sum, one) => sum + one.left - one.settled, 0);
    expect(Math.min(free, open)).toBe(0);
  }

  private async undoMatch({ level, match }: Of<'undo-match'>): Promise<void> {
    const found = among(this.at(level, await this.standing()).matches, match);
    if (!found) return;
    const { paymentId, documentId: invoiceId, position } = found;
    await this.byStaff(message(UndoMatch, { paymentId, invoiceId, position }), level);
  }

  /** BIL-16: credit on account, and never more. */
  private async refund({ level, amount }: Of<'refund'>): Promise<void> {
    const free = this.at(level, await this.standing()).payments.reduce((sum, one) => sum + one.free, 0);
    const amountMinor = Math.max(1, measured(amount, free));
    const giving = this.byStaff(
      message(GiveRefund, { refundId: newId(), amountMinor, method: 'cash', ...this.club.account(level) }),
      level,
    );
    if (amountMinor > free) return this.refused(giving, 'billing.refund-exceeds-credit');
    await giving;
    this.model.giveBack(level, amountMinor);
  }

  private async reverse({ level, payment }: Of<'reverse'>): Promise<void> {
    const found = among(this.at(level, await this.standing()).payments, payment);
    if (!found) return;
    await this.byStaff(message(ReversePayment, { paymentId: found.id }), level);
    this.model.giveBack(level, found.amount - found.refunded);
  }

  private async credit(sale: ModelSale, { client, corporate }: Of<'credit'>): Promise<void> {
    const asks = { client: client && saidOf(client, sale.client), corporate: corporate && saidOf(corporate, sale.corporate) };
    const command = message(CreditPairs, { ...this.club.both, credits: [{ operationId: newId(), saleId: sale.id, ...asks }] });
    const taken = levels.flatMap((level) => {
      const ask = asks[level];
      return ask ? [{ line: sale[level], amount: askedOf(sale[level], ask) }] : [];
    });
    if (taken.some(({ amount }) => amount === undefined)) return this.refused(this.asFlow(command), 'billing.credit-exceeds-item');
    await this.asFlow(command);
    for (const { line, amount = 0 } of taken) this.model.credit(line, amount);
  }

  private async creditLine({ level, line, ask }: Of<'credit-line'>): Promise<void> {
    const invoiced = among(this.model.linesOf(level), line);
    if (!invoiced) return;
    const credit = saidOf(ask, invoiced);
    const command = message(CreateCreditNote, {
      creditNoteId: newId(),
      invoiceId: invoiced.documentId,
      lines: [{ position: 1, credit }],
    });
    const asked = askedOf(invoiced, credit);
    if (asked === undefined) return this.refused(this.byStaff(command, level), 'billing.credit-exceeds-item');
    await this.byStaff(command, level);
    this.model.credit(invoiced, asked);
  }

  /** BIL-18: what is open, and not what is settled. */
  private async writeOff({ level, line }: Of<'write-off'>): Promise<void> {
    const invoiced = among(this.model.linesOf(level), line);
    if (!invoiced) return;
    const known = (await this.standing()).lines.find((one) => one.documentId === invoiced.documentId && one.position === 1);
    const open = invoiced.left - (known?.settled ?? 0);
    const command = message(WriteOffInvoice, { creditNoteId: newId(), invoiceId: invoiced.documentId, ledgerCode: '5900' });
    if (open === 0) return this.refused(this.byStaff(command, level), 'billing.nothing-open');
    await this.byStaff(command, level);
    this.model.credit(invoiced, open);
  }

  /** BIL-15, BIL-16 and MEM-20: two decisions, and what becomes of the level above. */
  private async cancel(sale: ModelSale, { ask, refund }: Of<'cancel'>): Promise<void> {
    const { client, corporate } = sale;
    const credit: CreditAsk = ask.kind === 'less-fee' ? { kind: 'whole' } : saidOf(ask, client);
    const fee = ask.kind === 'less-fee' ? this.model.withTaxes(ask.fee) : 0;
    const asked = askedOf(client, credit);
    const refundMinor = Math.max(0, measured(refund, (asked ?? 0) - fee));
    const cancellationId = newId();
    const line: LineToCancel = {
      cancellationId,
      saleId: sale.id,
      credit: ask.kind === 'less-fee' ? this.club.lessFee(ask.fee) : credit,
      refundMinor,
      refundMethod: 'cash',
    };
    const before = this.at('client', await this.standing());
    const cancelling = this.asFlow(message(CancelLines, { ...this.club.both, cancellations: [line] }));

    if (sale.replaced) return this.refused(cancelling, 'billing.sale-replaced');
    if (asked === undefined || (asked === 0 && client.charged > 0)) return this.refused(cancelling, 'billing.credit-exceeds-item');
    if (fee > asked) return this.refused(cancelling, 'billing.fee-exceeds-credit');
    if (refundMinor > asked - fee) return this.refused(cancelling, 'billing.refund-exceeds-credit');
    const free = before.payments.reduce((sum, one) => sum + one.free, 0);
    const settled = before.lines.find((one) => one.documentId === client.documentId)?.settled ?? 0;
    const released = Math.max(0, settled - (client.left - asked));
    // What is released settles the fee first, with what else is free of the same payments: the books know which.
    const [least, most] = released === 0 ? [free, free] : [free + released - fee, free + released - Math.min(fee, released)];
    if (refundMinor > most) return this.refused(cancelling, 'billing.refund-exceeds-credit');
    if (refundMinor <= least) await cancelling;
    else if (!(await cancelling.then(() => true, this.isRefusedRefund))) return;

    sale.cancelled = true;
    if (this.club.setting.mirrored) {
      const share = credit.kind === 'whole' ? corporate.left : sameShare(corporate, asked, client);
      if (share > 0) this.model.credit(corporate, share);
    }
    this.model.credit(client, asked);
    if (fee > 0) this.model.invoice('client', documentId(cancellationId, 'invoice', 'client'), fee);
    this.model.giveBack('client', refundMinor);
  }

  /** REP-7, REP-14 and REP-16: four documents; a Freemium club's client pays, and is given back, the difference elsewhere. */
  private async replace(sale: ModelSale, { selling, original }: Of<'replace'>): Promise<void> {
    const replacement = someReplacement(sale.id);
    const before = this.at('client', await this.standing());
    const command = message(ReplaceSales, { ...this.club.both, terms: [terms(selling, original)], replacements: [replacement] });
    if (sale.replaced) return this.refused(this.asFlow(command), 'billing.sale-replaced');
    if (levels.some((level) => sale[level].left === 0 && sale[level].charged > 0))
      return this.refused(this.asFlow(command), 'billing.credit-exceeds-item');
    const [{ client, corporate }] = (await this.asFlow(command)).replacements;

    for (const level of levels) this.model.credit(sale[level], sale[level].left);
    sale.replaced = true;
    const ids = { client: client.invoice.id, corporate: corporate?.invoice.id ?? '' };
    const { client: fresh } = this.model.sell(replacement.newSaleId, ids, { selling, original });
    if (!this.club.setting.freemium) return;
    const own = before.matches.filter((match) => match.documentId === sale.client.documentId);
    const released = own.reduce((sum, match) => sum + match.amount, 0);
    const beside = before.payments
      .filter(({ id }) => own.some(({ paymentId }) => paymentId === id))
      .reduce((sum, one) => sum + one.free, 0);
    const used = Math.min(fresh.charged, released + beside);
    this.model.receive('client', fresh.charged - used);
    this.model.giveBack('client', Math.max(0, released - used));
  }

  /** BIL-22: moves revenue, and no balance. */
  private async recognise(level: Level): Promise<void> {
    const { amountMinor } = await this.byStaff(message(RecogniseRevenue, {}), level);
    if (!this.club.setting.accrual) expect(amountMinor).toBe(0);
  }

  private readonly isRefusedRefund = (error: unknown): false => {
    expect(error).toMatchObject({ code: 'billing.refund-exceeds-credit' });
    return false;
  };

  private async refused(attempt: Promise<unknown>, code: string): Promise<void> {
    await expect(attempt).rejects.toMatchObject({ code });
  }

  private standing(): Promise<StandingBooks> {
    return standing(
      this.world,
      levels.map((level) => this.club.account(level).billingAccountId),
    );
  }

  private at(level: Level, { lines, payments, matches }: StandingBooks): StandingBooks {
    const isOf = ({ accountId }: { accountId: Uuid }): boolean => accountId === this.club.account(level).billingAccountId;
    return { lines: lines.filter(isOf), payments: payments.filter(isOf), matches: matches.filter(isOf) };
  }

  private asFlow<T>(command: Command<T>): Promise<T> {
    return this.club.carryOut(command, this.club.network.flow, this.twice);
  }

  private byStaff<T>(command: Command<T>, level: Level): Promise<T> {
    return this.club.carryOut(command, this.club.staff(level), this.twice);
  }
}

const terms = (sellingMinor: number, originalMinor: number) => ({ ...recreational, sellingMinor, originalMinor });
const ownPaymentId = (importId: Uuid, row: number): Uuid => derivedId('payment', importId, row, 'client');
const among = <T>(all: readonly T[], place: number): T | undefined => (all.length === 0 ? undefined : all[place % all.length]);

/** An ask in the words of the contract. */
const saidOf = (ask: Ask, { left }: ModelLine): CreditAsk =>
  ask.kind === 'left' ? { kind: 'amount', amountMinor: measured(ask.of, left), tax: 'included' } : ask;

/** A share in parts per million, all, or a cent more. */
function measured(measure: Measure, whole: number): number {
  if (measure === 'beyond') return whole + 1;
  return measure === 'all' ? whole : Math.floor((whole * measure) / 1_000_000);
}
