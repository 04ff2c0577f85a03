import type pg from 'pg';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { IssueInvoices, type SaleToInvoice } from '#contracts/billing/issue-invoices.command';
import { message } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { flowCaller, runInContext } from '#platform/messaging/context';
import { loadServiceConfig } from '#platform/service/load-service-config';
import { Outbox } from '#platform/outbox/outbox';
import { PlatformModule } from '#platform/service/platform.module';
import { billing } from '../apps/billing/src/billing.service.js';
import { billingAccountId } from '../apps/billing/src/domain/sale-invoices.js';
import { ReconcileBooks } from '../apps/billing/src/features/reconcile-books/reconcile-books.command.js';
import { Receipts } from '../apps/billing/src/persistence/receipts.js';
import { keepSecrets } from '../scripts/stack/secrets.js';
import { serviceEnvironment } from '../scripts/stack/service-environment.js';
import type { Stack } from '../scripts/stack/stack.js';

export interface MeasuredClub {
  readonly id: Uuid;
  readonly federationId: Uuid;
}

const batchSize = 1000;
const atOnce = 2; // As many batches as one process works on.

/**
 * The billing service's own handlers on the running installation's database, without the broker in between. What they would announce
 * (one row a batch) is left out: nobody knows the imports that are made up here, and each event would be tried for minutes, beside
 * whatever is measured next.
 */
export class BillingAlone {
  private constructor(private readonly app: INestApplicationContext) {}

  static async open(stack: Stack): Promise<BillingAlone> {
    const secrets = keepSecrets(stack.installation.secretsFile);
    const env = serviceEnvironment('billing', secrets, { postgres: stack.superuserUrl, nats: stack.natsUrl, port: 0 });
    const config = loadServiceConfig(billing, { ...env, LOG_LEVEL: 'fatal' });
    const app = await NestFactory.createApplicationContext(PlatformModule.forService(billing, config), { logger: false });
    Object.assign(app.get(Outbox), { add: () => Promise.resolve() });
    return new BillingAlone(app);
  }

  close = (): Promise<void> => this.app.close();

  /** Both documents of so many sales, in batches, as an import has them issued. Gives the seconds it took. */
  async issue({ id: organizationId, federationId }: MeasuredClub, importId: Uuid, sales: number): Promise<number> {
    const flow = flowCaller(`resale-import:${importId}`, [organizationId, federationId], federationId);
    const batches = Array.from({ length: Math.ceil(sales / batchSize) }, (_, batch) => batch);
    const started = performance.now();
    const worker = async (): Promise<void> => {
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        const first = batch * batchSize;
        const rows = Array.from({ length: Math.min(batchSize, sales - first) }, (_, i) => 2 + first + i);
        const command = message(IssueInvoices, batchOf(organizationId, federationId, importId, batch, rows));
        const context = { caller: flow, correlationId: newId(), messageId: newId(), subject: IssueInvoices.subject };
        await runInContext(context, () => this.app.get(CommandBus).execute(command));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return (performance.now() - started) / 1000;
  }

  /** A payment for each of these accounts, matched to what is open of them, oldest first. Gives the seconds it took. */
  async pay({ id: issuerId, federationId }: MeasuredClub, accounts: readonly { id: Uuid; amountMinor: number }[]): Promise<number> {
    const flow = flowCaller('bench', [issuerId], federationId);
    const bookedOn = new Date().toISOString().slice(0, 10);
    const rest = { kind: 'payment', issuerId, debtorId: null, method: 'cash', currency: 'CAD', bookedOn, reference: null } as const;
    const none = { reason: null, operationId: null, plannedPaymentId: null };
    const started = performance.now();
    for (let at = 0; at < accounts.length; at += batchSize) {
      const payments = accounts
        .slice(at, at + batchSize)
        .map(({ id, amountMinor }) => ({ ...rest, ...none, id: newId(), billingAccountId: id, amountMinor }));
      await runInContext({ caller: flow, correlationId: newId() }, () =>
        this.app.get(Database).transaction(async (em) => {
          await this.app.get(Receipts).receive(em, payments);
        }),
      );
    }
    return (performance.now() - started) / 1000;
  }

  /** One pass of the continuous reconciler over all books, in seconds; it must find nothing. */
  async reconcile(): Promise<number> {
    const started = performance.now();
    const differences = await runInContext({ correlationId: newId() }, () => this.app.get(CommandBus).execute(new ReconcileBooks()));
    if (differences === undefined || differences.length > 0) throw new Error(`the books differ: ${JSON.stringify(differences)}`);
    return (performance.now() - started) / 1000;
  }
}

/** An import of a club with its taxes frozen, as if it had been committed. */
export async function frozenImport(database: pg.Client, { id, federationId }: MeasuredClub): Promise<Uuid> {
  const importId = newId();
  await database.query(
    `INSERT INTO import_settings (import_id, issuer_id, taxes, freemium) SELECT $1, id, record -> 'taxes', false FROM organizations WHERE id IN ($2, $3)`,
    [importId, id, federationId],
  );
  return importId;
}

export const clientAccount = (club: Uuid, importId: Uuid, row: number): Uuid =>
  billingAccountId(club, derivedId('client', club, derivedId('account', importId, row)));

function batchOf(organizationId: Uuid, federationId: Uuid, importId: Uuid, batch: number, rows: readonly number[]) {
  const terms = [
    {
      listingId: derivedId('bench', 'listing'),
      offerId: derivedId('bench', 'offer'),
      name: 'Patinage récréatif',
      offerName: 'Recreational',
      sellingMinor: 4000,
      originalMinor: 2500,
      currency: 'CAD',
      ledgerCode: '4000',
    },
  ];
  const sales = rows.map((row, debtor): SaleToInvoice => {
    const accountId = derivedId('account', importId, row);
    return {
      row,
      saleId: derivedId('sale', importId, row),
      membershipId: derivedId('membership', importId, row),
      personId: derivedId('person', importId, row),
      personName: `Person ${row}`,
      clientId: derivedId('client', organizationId, accountId),
      accountId,
      debtor,
      terms: 0,
      effectiveOn: '2026-09-01',
      expiresOn: '2027-08-31',
    };
  });
  const debtors = rows.map((row) => ({ name: `Person ${row}`, address: '12 rue Principale\nQuébec QC  G1A 1A1' }));
  return { importId, batch, organizationId, federationId, debtors, terms, sales };
}
