import { CommandBus, QueryBus, type Command } from '@nestjs/cqrs';
import { ChangeBillingSettings } from '#contracts/billing/billing-settings';
import type { LineToCancel } from '#contracts/billing/cancellations';
import { GetBillingAccount } from '#contracts/billing/documents.query';
import { FreezeTaxes, QuoteDocuments } from '#contracts/billing/quote-documents.query';
import type { Caller } from '#contracts/caller';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { message } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { runInContext, type MessageContext } from '#platform/messaging/context';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { someClub, someFederation } from '#testing/callers';
import type { World } from '#testing/start-world';
import { knownToIdentity } from './fake-identity.js';
import type { Level, Setting } from './random-acts.js';
import { linesOf, networkOf, quebec, recordOf, type Network } from './resale.js';
import { clientAccountOf, corporateAccountOf } from './sales.js';

/** A club with one family, and its federation. Commands go to the service's own bus: a broker would only take time. */
export class BusyClub {
  readonly accountId = newId();
  readonly clientId: Uuid;
  readonly both: { readonly organizationId: Uuid; readonly federationId: Uuid };
  readonly issuers: Record<Level, Uuid>;

  private constructor(
    private readonly world: World,
    readonly network: Network,
    readonly setting: Setting,
  ) {
    const { club, federation } = network;
    this.both = { organizationId: club.id, federationId: federation.id };
    this.issuers = { client: club.id, corporate: federation.id };
    this.clientId = derivedId('client', club.id, this.accountId);
  }

  static async open(world: World, setting: Setting): Promise<BusyClub> {
    const federation = someFederation();
    const network = networkOf(federation, someClub(federation));
    const club = new BusyClub(world, network, setting);
    await club.becomeKnown();
    return club;
  }

  /** As identity's events make them known, and as their administrators then have it. */
  private async becomeKnown(): Promise<void> {
    const { taxed, freemium, mirrored, accrual } = this.setting;
    const { club, federation, flow, ana, director } = this.network;
    const { app } = this.world.services.billing;
    const taxes = taxed ? quebec : [];
    await runInContext({ caller: flow, correlationId: newId() }, () =>
      app.get(Database).transaction(async (em) => {
        await app.get(OrganizationCopies).keep(em, recordOf(federation, { taxes }));
        await app.get(OrganizationCopies).keep(em, recordOf(club, { taxes, freemium }));
      }),
    );
    knownToIdentity(this.network);
    if (mirrored || accrual) {
      const upstream = mirrored ? { upstreamCredit: 'within-days' as const, upstreamDays: 30 } : {};
      await this.carryOut(message(ChangeBillingSettings, { organizationId: federation.id, version: 1, accrual, ...upstream }), director);
    }
    if (accrual) await this.carryOut(message(ChangeBillingSettings, { organizationId: club.id, version: 1, accrual }), ana);
  }

  staff(level: Level): Caller {
    return level === 'client' ? this.network.ana : this.network.director;
  }

  account(level: Level): { readonly billingAccountId: Uuid; readonly currency: string } {
    const id = level === 'client' ? clientAccountOf(this.network, this.accountId) : corporateAccountOf(this.network);
    return { billingAccountId: id, currency: 'CAD' };
  }

  /** What the account's page shows; one without a document is not there. */
  balance(level: Level): Promise<number> {
    const question = message(GetBillingAccount, { billingAccountId: this.account(level).billingAccountId });
    return this.inContext({ caller: this.staff(level) }, () => this.world.services.billing.app.get(QueryBus).execute(question)).then(
      ({ balanceMinor }) => balanceMinor,
      (error: unknown) => {
        expect(error).toMatchObject({ code: 'billing.no-such-billing-account' });
        return 0;
      },
    );
  }

  /** Sent once, or twice under one key: the second answer is the first one. */
  async carryOut<T>(command: Command<T>, caller: Caller, twice = false): Promise<T> {
    const key = newId();
    const once = () => this.inContext({ caller, idempotencyKey: key }, () => this.bus.execute(command));
    const answer = await once();
    if (twice) expect(JSON.parse(JSON.stringify(await once()))).toEqual(JSON.parse(JSON.stringify(answer)));
    return answer;
  }

  /** Over the broker: whoever bills is told by identity who that is, on the word of who asks. */
  async ask<T>(command: Command<T>, level: Level, twice = false): Promise<T> {
    const options = { idempotencyKey: newId() };
    const answer = await this.world.ask(command, this.staff(level), options);
    if (twice) expect(await this.world.ask(command, this.staff(level), options)).toEqual(answer);
    return answer;
  }

  /** As a step of a flow; twice under ids of its own, as when its sender began anew. */
  async consume(command: Command<unknown> | object, twice: boolean): Promise<void> {
    const { subject } = command.constructor as unknown as { subject: string };
    for (const messageId of twice ? [newId(), newId()] : [newId()])
      await this.inContext({ caller: this.network.flow, messageId, subject }, () => this.bus.execute(command as Command<unknown>));
  }

  async freeze(importId: Uuid, terms: ListingTerms): Promise<void> {
    const { app } = this.world.services.billing;
    const lines = linesOf(this.network, terms);
    const { lines: quoted } = await this.inContext({ caller: this.network.flow }, () =>
      app.get(QueryBus).execute(message(QuoteDocuments, { lines })),
    );
    const { changed } = await this.carryOut(message(FreezeTaxes, { importId, lines, quoted }), this.network.flow);
    expect(changed).toEqual([]);
  }

  lessFee(amountMinor: number): LineToCancel['credit'] {
    return { kind: 'less-fee', fee: { description: 'Frais', amountMinor, ledgerCode: '4900' } };
  }

  private get bus(): CommandBus {
    return this.world.services.billing.app.get(CommandBus);
  }

  private inContext<T>(context: Partial<MessageContext>, work: () => Promise<T>): Promise<T> {
    return runInContext({ correlationId: newId(), ...context }, work);
  }
}
