import { CommandBus } from '@nestjs/cqrs';
import fc from 'fast-check';
import { ChangeBillingSettings } from '#contracts/billing/billing-settings';
import { CancelLines, type LineToCancel } from '#contracts/billing/cancellations';
import type { CreditAsk } from '#contracts/billing/credits';
import { CreditPairs, IssuePairs, ReplaceSales } from '#contracts/billing/pairs';
import type { Caller } from '#contracts/caller';
import { message } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { runInContext } from '#platform/messaging/context';
import type { World } from '#testing/start-world';
import { billingInvariants } from '../src/invariants.js';
import { quebec, recreational, someNetwork, type Network } from './resale.js';
import { balanceOf, clientAccountOf, corporateAccountOf, pay, someReplacement, someSale } from './sales.js';

/*
 * Whatever is sold, paid, credited, cancelled and replaced, in whatever order: the books say what a page of arithmetic says. The model
 * knows totals alone: what each sale charged and what is left of it at each level, and two balances.
 */

type Level = 'client' | 'corporate';
type Act =
  | { act: 'sell'; selling: number; original: number }
  | { act: 'pay'; level: Level; amount: number }
  | { act: 'credit' | 'cancel'; sale: number; percentPpm: number | null; refund: number }
  | { act: 'replace'; sale: number; selling: number; original: number };

interface Side {
  charged: number;
  left: number;
}
interface ModelSale {
  id: Uuid;
  client: Side;
  corporate: Side;
  replaced: boolean;
}
interface Model {
  readonly sales: ModelSale[];
  client: number;
  corporate: number;
}

const price = fc.integer({ min: 0, max: 20_000 });
const share = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null });
const acts = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ act: fc.constant('sell' as const), selling: price, original: price }) },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant('pay' as const),
        level: fc.constantFrom<Level[]>('client', 'corporate'),
        amount: fc.integer({ min: 1, max: 30_000 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constantFrom('credit' as const, 'cancel' as const),
        sale: fc.nat(5),
        percentPpm: share,
        refund: fc.constantFrom(0, 0, 1, 2),
      }),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('replace' as const), sale: fc.nat(5), selling: price, original: price }) },
  ),
  { minLength: 1, maxLength: 8 },
);

/** So many random histories, each at a club of its own. */
export async function booksEqualTheModel(world: World, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(acts, fc.boolean(), fc.boolean(), async (history, taxed, mirrored) => {
      const run = new Run(world, await someNetwork(world, { taxes: taxed ? quebec : [] }), taxed, mirrored);
      await run.of(history);
    }),
    { numRuns, endOnFailure: true },
  );
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
}

class Run {
  private readonly model: Model = { sales: [], client: 0, corporate: 0 };
  private readonly accountId = newId();

  constructor(
    private readonly world: World,
    private readonly network: Network,
    private readonly taxed: boolean,
    private readonly mirrored: boolean, // Whether the federation credits what its clubs credit.
  ) {}

  async of(history: readonly Act[]): Promise<void> {
    if (this.mirrored) {
      const settings = { organizationId: this.network.federation.id, version: 1, upstreamCredit: 'within-days' as const, upstreamDays: 30 };
      await this.world.ask(message(ChangeBillingSettings, settings), this.network.director);
    }
    for (const act of history) await this.act(act);
    const { ana, director } = this.network;
    const balance = (as: Caller, account: Uuid) => balanceOf(this.world, as, account).catch(() => 0); // No account without a document.
    expect({
      client: await balance(ana, clientAccountOf(this.network, this.accountId)),
      corporate: await balance(director, corporateAccountOf(this.network)),
    }).toEqual({ client: this.model.client, corporate: this.model.corporate });
  }

  private async act(act: Act): Promise<void> {
    if (act.act === 'sell') return this.sell(act.selling, act.original);
    if (this.model.sales.length === 0) return;
    if (act.act === 'pay') return this.pay(act.level, act.amount);
    const sale = this.model.sales[act.sale % this.model.sales.length];
    if (act.act === 'replace') return this.replace(sale, act.selling, act.original);
    const ask: CreditAsk = act.percentPpm === null ? { kind: 'whole' } : { kind: 'percent', percentPpm: act.percentPpm };
    return act.act === 'credit' ? this.credit(sale, ask) : this.cancel(sale, ask, act.refund);
  }

  private async sell(selling: number, original: number): Promise<void> {
    const sale = someSale(this.accountId);
    const terms = [{ ...recreational, sellingMinor: selling, originalMinor: original }];
    await this.carryOut(message(IssuePairs, { ...this.both(), terms, sales: [sale] }));
    this.charge(sale.saleId, selling, original);
  }

  private async pay(level: Level, amount: number): Promise<void> {
    const { ana, director, club } = this.network;
    if (level === 'client') await pay(this.world, ana, clientAccountOf(this.network, this.accountId), amount);
    else await pay(this.world, director, corporateAccountOf(this.network), amount, { corporate: club.id });
    this.model[level] -= amount;
  }

  private async credit(sale: ModelSale, ask: CreditAsk): Promise<void> {
    const credits = [{ operationId: newId(), saleId: sale.id, client: ask, corporate: ask }];
    const command = message(CreditPairs, { ...this.both(), credits });
    const asked = [askedOf(sale.client, ask), askedOf(sale.corporate, ask)] as const;
    if (asked[0] === undefined || asked[1] === undefined) return this.refused(command, 'billing.credit-exceeds-item');
    await this.carryOut(command);
    this.take(sale, asked[0], asked[1]);
  }

  private async cancel(sale: ModelSale, ask: CreditAsk, refund: number): Promise<void> {
    const asked = askedOf(sale.client, ask);
    const refundMinor = refund === 0 ? 0 : Math.floor((asked ?? 0) / refund);
    const line: LineToCancel = { cancellationId: newId(), saleId: sale.id, credit: ask, refundMinor };
    const command = message(CancelLines, { ...this.both(), cancellations: [line] });
    if (sale.replaced) return this.refused(command, 'billing.sale-replaced');
    if (asked === undefined || (asked === 0 && sale.client.charged > 0)) return this.refused(command, 'billing.credit-exceeds-item');
    try {
      await this.carryOut(command);
    } catch (error) {
      // Whether there is money to give back is the books' to say; refused, nothing has changed.
      expect([refundMinor > 0, (error as { code?: string }).code]).toEqual([true, 'billing.refund-exceeds-credit']);
      return;
    }
    const { charged, left } = sale.corporate;
    const share = ask.kind === 'whole' ? left : Math.min(left, halfUp(charged * asked, sale.client.charged));
    this.take(sale, asked, this.mirrored ? share : 0);
    this.model.client += refundMinor;
  }

  private async replace(sale: ModelSale, selling: number, original: number): Promise<void> {
    const replacement = someReplacement(sale.id);
    const terms = [{ ...recreational, sellingMinor: selling, originalMinor: original }];
    const command = message(ReplaceSales, { ...this.both(), terms, replacements: [replacement] });
    if (sale.replaced) return this.refused(command, 'billing.sale-replaced');
    const spent = [sale.client, sale.corporate].some((side) => side.left === 0 && side.charged > 0);
    if (spent) return this.refused(command, 'billing.credit-exceeds-item');
    await this.carryOut(command);
    this.take(sale, sale.client.left, sale.corporate.left);
    sale.replaced = true;
    this.charge(replacement.newSaleId, selling, original);
  }

  private charge(id: Uuid, selling: number, original: number): void {
    const [client, corporate] = [this.withTaxes(selling), this.withTaxes(original)];
    const side = (charged: number): Side => ({ charged, left: charged });
    this.model.sales.push({ id, client: side(client), corporate: side(corporate), replaced: false });
    this.model.client += client;
    this.model.corporate += corporate;
  }

  private take(sale: ModelSale, client: number, corporate: number): void {
    sale.client.left -= client;
    sale.corporate.left -= corporate;
    this.model.client -= client;
    this.model.corporate -= corporate;
  }

  private withTaxes(net: number): number {
    return this.taxed ? net + halfUp(net * 5, 100) + halfUp(net * 9975, 100_000) : net;
  }

  private async refused(command: object, code: string): Promise<void> {
    await expect(this.carryOut(command)).rejects.toMatchObject({ code });
  }

  private carryOut(command: object): Promise<unknown> {
    const bus = this.world.services.billing.app.get(CommandBus);
    return runInContext({ caller: this.network.flow, correlationId: newId() }, () => bus.execute(command as never));
  }

  private both() {
    return { organizationId: this.network.club.id, federationId: this.network.federation.id };
  }
}

/** What a credit takes, or undefined when it is refused. */
function askedOf({ charged, left }: Side, ask: CreditAsk): number | undefined {
  if (ask.kind === 'whole') return left === 0 && charged > 0 ? undefined : left;
  const asked = ask.kind === 'percent' ? halfUp(charged * ask.percentPpm, 1_000_000) : ask.amountMinor;
  return asked > left ? undefined : asked;
}

const halfUp = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((2 * part + whole) / (2 * whole)));
