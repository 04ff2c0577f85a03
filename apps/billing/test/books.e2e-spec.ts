import { CommandBus } from '@nestjs/cqrs';
import { ListBillingAccounts } from '#contracts/billing/documents.query';
import { GiveRefund, RecordPayment } from '#contracts/billing/payments';
import { DepositCheques, PlanPayment } from '#contracts/billing/planned-payments';
import { message } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { runInContext } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { ReconcileBooks, type Difference } from '../src/features/reconcile-books/reconcile-books.command.js';
import { billingInvariants } from '../src/invariants.js';
import { batchOf, freeze, quebec, someBuyers, someNetwork, work, type Network } from './resale.js';

let world: World;
let network: Network;
let importId: Uuid;
let database: Database;

beforeAll(async () => {
  world = await startWorld([billing]);
  database = world.services.billing.app.get(Database);
});
afterAll(() => world.stop());

/** A Freemium club about to import. */
async function aNetwork(): Promise<void> {
  network = await someNetwork(world, { freemium: true, taxes: quebec });
  importId = newId();
  await freeze(world, network, importId);
}

/** As the service may, for both organizations of the network. */
const asService = (sql: string, values: unknown[] = []) =>
  runInContext({ caller: network.flow, correlationId: newId() }, () => database.transaction((em) => execute(em, sql, values)));
const all = () => world.database('billing');

describe('issued documents', () => {
  beforeAll(async () => {
    await aNetwork();
    await work(world, network, batchOf(network, importId, someBuyers(3)));
  });

  const immutable = ['documents', 'document_lines', 'postings', 'payments', 'refund_sources', 'cancellations'];
  const changes = immutable.flatMap((table) => [
    `UPDATE ${table} SET issuer_id = issuer_id`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
  ]);

  it.each(changes)('BIL-4: the service may not: %s', async (change) => {
    await expect(asService(change)).rejects.toMatchObject({ code: '42501', message: expect.stringMatching(/^permission denied/) });
  });

  it.each(changes)('BIL-4: nobody may, be it a superuser or the owner: %s', async (change) => {
    await expect(all().query(change)).rejects.toThrow('immutable');
    await expect(all().query(`BEGIN; SET LOCAL ROLE billing_owner; ${change}; COMMIT`)).rejects.toThrow('immutable');
  });

  it.each(changes)('BIL-4: the narrow roles may not: %s', async (change) => {
    for (const as of ['reconciler', 'relay', 'sweeper']) {
      await expect(database.transaction((em) => execute(em, change), { as })).rejects.toMatchObject({ code: '42501' });
    }
  });

  it.each(['billing_accounts', 'party_snapshots'])('what documents name stays, whoever asks: %s', async (table) => {
    for (const change of [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`, `UPDATE ${table} SET id = gen_random_uuid()`])
      await expect(all().query(change)).rejects.toThrow('documents name them');
    await expect(all().query('UPDATE open_items SET position = position + 1')).rejects.toThrow('documents name them');
  });

  it('the reconciler reads the books of everybody and writes nothing', async () => {
    const seen = await database.transaction((em) => query<{ many: number }>(em, 'SELECT count(*) AS many FROM documents'), {
      as: 'reconciler',
    });
    expect(seen[0].many).toBeGreaterThanOrEqual(6);
    await expect(
      database.transaction((em) => execute(em, 'UPDATE open_items SET settled_minor = 0'), { as: 'reconciler' }),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('without a tenant no row is seen, and none of another tenant is written', async () => {
    const seen = await database.transaction((em) => query(em, 'SELECT FROM documents UNION ALL SELECT FROM postings'));
    expect(seen).toEqual([]);
    const foreign = `INSERT INTO number_series (issuer_id, kind, last_number) VALUES ($1, 'invoice', 7)`;
    await expect(asService(foreign, [newId()])).rejects.toMatchObject({ code: '42501' });
  });

  it('no line and no posting joins a document that was issued', async () => {
    const [document] = await all().query<{ id: Uuid }>('SELECT id FROM documents WHERE import_id = $1 AND level = $2', [
      importId,
      'client',
    ]);
    await expect(
      asService(
        `INSERT INTO document_lines (document_id, issuer_id, net_minor, tax_minor, total_minor, position, level, kind, ledger_code, description, taxes)
         VALUES ($1, $2, 0, 0, 0, 2, 'client', 'fee', '4000', 'Late', '[]')`,
        [document.id, network.club.id],
      ),
    ).rejects.toThrow('sealed');
    await expect(
      asService(
        `INSERT INTO postings (entry_id, issuer_id, amount_minor, booked_on, position, currency, account)
         VALUES ($1, $2, 100, '2026-09-01', 8, 'CAD', 'receivable'), ($1, $2, -100, '2026-09-01', 9, 'CAD', 'revenue')`,
        [document.id, network.club.id],
      ),
    ).rejects.toThrow('sealed');
  });

  it('BIL-10: a payment is never matched beyond its amount, nor an item beyond what is settled', async () => {
    const more = `INSERT INTO allocations (payment_id, document_id, issuer_id, amount_minor, position)
      SELECT p.id, d.id, d.issuer_id, 1, 1 FROM payments p JOIN documents d ON d.import_id = p.import_id AND d.level = 'client'
      WHERE p.import_id = $1 AND NOT EXISTS (SELECT FROM allocations a WHERE a.payment_id = p.id AND a.document_id = d.id) LIMIT 1`;
    await expect(asService(more, [importId])).rejects.toThrow('beyond');
    await expect(asService('UPDATE open_items SET settled_minor = total_minor + 1')).rejects.toThrow('never_beyond_the_line');
  });
});

interface DocumentByHand {
  readonly lines: number[];
  readonly postings: number[];
  readonly number: number | null;
  readonly accountId?: Uuid; // In place of one that exists.
  readonly partyId?: Uuid;
}

describe('what the database refuses to be issued', () => {
  beforeEach(aNetwork);

  it("postings that don't sum to zero in each currency", async () => {
    const unbalanced = `INSERT INTO postings (entry_id, issuer_id, amount_minor, booked_on, position, currency, account)
      VALUES ($1, $2, 100, '2026-09-01', 1, 'CAD', 'receivable'), ($1, $2, -100, '2026-09-01', 2, $3, 'revenue')`;
    await expect(asService(unbalanced, [newId(), network.club.id, 'EUR'])).rejects.toThrow('do not sum to zero');
    await expect(asService(unbalanced.replace('-100', '-99'), [newId(), network.club.id, 'CAD'])).rejects.toThrow('do not sum to zero');
  });

  it.each([
    ['without lines', { lines: [] as number[], postings: [4000, -4000], number: 1 }, 'its lines'],
    ['whose lines are a cent short', { lines: [3999], postings: [4000, -4000], number: 1 }, 'its lines'],
    ['without postings', { lines: [4000], postings: [], number: 1 }, 'its postings'],
    ['whose postings are of another amount', { lines: [4000], postings: [4001, -4001], number: 1 }, 'its postings'],
    ['that skips a number', { lines: [4000], postings: [4000, -4000], number: 2 }, 'have a gap'],
  ])('a document %s', async (_, { lines, postings, number }, refusal) => {
    await expect(issueByHand({ lines, postings, number })).rejects.toThrow(refusal);
  });

  it('a document of an account or a party that is not there', async () => {
    const whole = { lines: [4000], postings: [4000, -4000], number: 1 };
    await expect(issueByHand({ ...whole, accountId: newId() })).rejects.toThrow('no account or no party');
    await expect(issueByHand({ ...whole, partyId: newId() })).rejects.toThrow('no account or no party');
  });

  it('an open item without its line', async () => {
    const item = `INSERT INTO open_items (document_id, issuer_id, billing_account_id, total_minor, due_on, position)
      VALUES ($1, $2, $1, 4000, '2026-10-01', 1)`;
    await expect(asService(item, [newId(), network.club.id])).rejects.toThrow('of no line');
  });

  it('nothing else: the same document, whole, is issued', async () => {
    await expect(issueByHand({ lines: [4000], postings: [4000, -4000], number: 1 })).resolves.toBe(1);
  });

  it('lines without their document', async () => {
    await expect(issueByHand({ lines: [4000], postings: [], number: null })).rejects.toThrow('document_lines_document_id_fkey');
  });

  /** An invoice of 40.00 with whatever lines, postings and number. */
  function issueByHand({ lines, postings, number, accountId, partyId }: DocumentByHand): Promise<number> {
    const [id, account, party, issuer] = [newId(), newId(), newId(), network.club.id];
    return runInContext({ caller: network.flow, correlationId: newId() }, () =>
      database.transaction(async (em) => {
        await execute(
          em,
          `INSERT INTO billing_accounts (id, level, issuer_id, client_id, account_id, currency) VALUES ($1, 'client', $2, $1, $1, 'CAD')`,
          [account, issuer],
        );
        await execute(em, 'INSERT INTO party_snapshots (id, issuer_id, name) VALUES ($1, $2, $3)', [party, issuer, 'Somebody']);
        for (const [i, net] of lines.entries()) {
          await execute(
            em,
            `INSERT INTO document_lines (document_id, issuer_id, net_minor, tax_minor, total_minor, position, level, kind, ledger_code, description, taxes)
             VALUES ($1, $2, $3, 0, $3, $4, 'client', 'fee', '4000', 'Fee', '[]')`,
            [id, issuer, net, i + 1],
          );
        }
        await execute(
          em,
          `INSERT INTO postings (entry_id, issuer_id, amount_minor, booked_on, position, currency, account)
           SELECT $1, $2, amount, '2026-09-01', place, 'CAD', CASE place WHEN 1 THEN 'receivable' ELSE 'revenue' END
           FROM unnest($3::bigint[]) WITH ORDINALITY AS t (amount, place)`,
          [id, issuer, postings],
        );
        await execute(
          em,
          `INSERT INTO open_items (document_id, issuer_id, billing_account_id, total_minor, due_on, position)
           SELECT document_id, issuer_id, $2, total_minor, '2026-10-01', position FROM document_lines WHERE document_id = $1`,
          [id, account],
        );
        if (number === null) return 0;
        await execute(em, `INSERT INTO number_series (issuer_id, kind, last_number) VALUES ($1, 'invoice', $2)`, [issuer, number]);
        return execute(
          em,
          `INSERT INTO documents (id, issuer_id, billing_account_id, party_id, issued_on, due_on, number, net_minor, tax_minor, total_minor, currency, kind, level, label, description, items)
           VALUES ($1, $2, $3, $4, '2026-09-01', '2026-10-01', $5, 4000, 0, 4000, 'CAD', 'invoice', 'client', 'x', 'Fee', 1)`,
          [id, issuer, accountId ?? account, partyId ?? party, number],
        );
      }),
    );
  }
});

describe('many at once', () => {
  beforeEach(aNetwork);

  it('BIL-5: 32 batches in parallel, half of them rolled back at their last step, their numbers taken, leave neither gap nor repeat', async () => {
    await all().query(`CREATE SEQUENCE tries`);
    await all().query(`CREATE FUNCTION fail_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN IF nextval('tries') <= 16 THEN RAISE EXCEPTION 'forced rollback of % numbers',
        (SELECT count(*) FROM documents WHERE xmin::text = (pg_current_xact_id()::text::bigint % 4294967296)::text);
      END IF; RETURN NEW; END $$`);
    await all().query(`CREATE TRIGGER fail_first BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION fail_first()`);
    try {
      const others = await someNetwork(world, { federation: network.federation });
      await freeze(world, others, importId);
      const batches = Array.from({ length: 32 }, (_, i) => {
        const of = i % 2 ? others : network; // Two clubs of one federation: its numbers are everybody's.
        return { of, batch: batchOf(of, i % 2 ? otherImport : importId, someBuyers(5, 2 + i * 5), i) };
      });
      await freeze(world, others, otherImport);
      const tried = await Promise.allSettled(batches.map(({ of, batch }) => work(world, of, batch)));
      const failed = batches.filter((_, i) => tried[i].status === 'rejected');
      expect(failed).toHaveLength(16);
      for (const one of tried) if (one.status === 'rejected') expect(String(one.reason)).toContain('forced rollback of 10 numbers');
      await Promise.all(failed.map(({ of, batch }) => work(world, of, batch)));

      const [federation] = await all().query(
        `SELECT count(*) AS many, min(number) AS low, max(number) AS high FROM documents WHERE issuer_id = $1`,
        [network.federation.id],
      );
      expect(federation).toEqual({ many: 160, low: 1, high: 160 });
      for (const { title, sql } of billingInvariants) expect([title, await all().query(sql)]).toEqual([title, []]);
    } finally {
      await all().query('DROP TRIGGER fail_first ON outbox');
      await all().query('DROP FUNCTION fail_first');
      await all().query('DROP SEQUENCE tries');
    }
  });

  const otherImport = newId();
});

const another = (row: string): string => `(SELECT id FROM billing_accounts WHERE id <> ${row}.billing_account_id ORDER BY id LIMIT 1)`;

describe('the reconciler', () => {
  const reconcile = (whole = false): Promise<Difference[] | undefined> =>
    world.services.billing.app.get(CommandBus).execute(new ReconcileBooks(whole));
  const titles = async (whole = false) => (await reconcile(whole))?.map((difference) => difference.title);

  /** Looking at what changed finds all but what vanished; looking at everything finds that too, and still does when asked again. */
  async function expectFound(title: string, sabotage: string): Promise<void> {
    if (!/(^|; )DELETE/.test(sabotage)) expect(await titles()).toContain(title);
    expect(await titles(true)).toContain(title);
    expect(await titles()).toContain(title);
  }

  beforeAll(async () => {
    await aNetwork();
    await work(world, network, batchOf(network, importId, someBuyers(2)));
  });

  it('finds nothing where nothing is wrong', async () => {
    expect(await reconcile()).toEqual([]);
  });

  it('looks again only at what changed, and misses none that was still under way when it last looked', async () => {
    const [{ id }] = await all().query<{ id: Uuid }>(`SELECT id FROM documents WHERE import_id = $1 AND level = 'client' LIMIT 1`, [
      importId,
    ]);
    const law = "a line's taxes are those printed on it";
    await sabotaged(['document_lines'], async () => {
      expect(await titles(true)).toEqual([]);
      let slow: Promise<unknown> = Promise.resolve();
      await database.transaction(async (em) => {
        await query(em, 'SELECT pg_advisory_xact_lock(28)');
        slow = byHand(`UPDATE document_lines SET taxes = '[]' WHERE document_id = '${id}'; SELECT pg_advisory_xact_lock(28)`);
        await eventually(async () => (await all().query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)).length > 0);
        await all().query(`UPDATE open_items SET person_name = person_name WHERE document_id = '${id}'`); // Later, and committed before.
        expect(await titles()).toEqual([]);
      });
      await slow;
      expect(await titles()).toEqual([law]);
      expect(await titles()).toEqual([law]); // Until it is put right.
    });
  });

  it('leaves the books to another replica that is at them', async () => {
    await database.transaction(async (em) => {
      await query(em, `SELECT pg_advisory_xact_lock(hashtextextended('billing.reconcile-books', 0))`);
      expect(await reconcile()).toBeUndefined();
    });
  });

  it.each([
    [
      `UPDATE postings SET amount_minor = amount_minor + 1 WHERE account = 'receivable' AND entry_id = $1`,
      "an entry's postings sum to zero in one currency",
    ],
    ['DELETE FROM postings WHERE entry_id = $1', 'a document equals its postings'],
    [
      `UPDATE document_lines SET net_minor = net_minor + 1, total_minor = total_minor + 1 WHERE document_id = $1`,
      'a document equals its lines',
    ],
    [`UPDATE document_lines SET taxes = '[]' WHERE document_id = $1`, "a line's taxes are those printed on it"],
    [
      `UPDATE document_lines SET sale_id = gen_random_uuid() WHERE document_id = $1`,
      'a sale has one line at each level, one of its seller alone one line',
    ],
    [
      `UPDATE document_lines SET person_id = gen_random_uuid() WHERE document_id = $1`,
      'both levels of a sale agree on person, period and club',
    ],
    ['DELETE FROM documents WHERE id = $1', 'a row of an import has its invoice at both levels'],
    ['DELETE FROM documents WHERE id = $1', 'numbers are gapless per issuer and series'],
    ['DELETE FROM documents WHERE id = $1', 'every posting is of a document, a payment or a recognition'],
    [
      'DELETE FROM open_items WHERE document_id = $1',
      "every invoice's line has its open item, and no item is credited or settled beyond it",
    ],
    ['UPDATE open_items SET settled_minor = 0 WHERE document_id = $1', 'an item is settled by exactly what is allocated to it'],
    [
      'UPDATE payments SET amount_minor = amount_minor - 1 WHERE id = (SELECT payment_id FROM allocations WHERE document_id = $1)',
      'no payment is allocated beyond its amount',
    ],
    [
      'UPDATE payments SET amount_minor = amount_minor - 1 WHERE id = (SELECT payment_id FROM allocations WHERE document_id = $1)',
      'a payment equals its postings',
    ],
    [
      'UPDATE number_series SET last_number = last_number + 1 WHERE issuer_id = (SELECT issuer_id FROM documents WHERE id = $1)',
      'numbers are gapless per issuer and series',
    ],
  ])('finds what a hand in the database did: %s', async (sabotage, title) => {
    const [{ id }] = await all().query<{ id: Uuid }>('SELECT id FROM documents WHERE import_id = $1 AND level = $2 LIMIT 1', [
      importId,
      'client',
    ]);
    await sabotaged(['documents', 'document_lines', 'postings', 'payments', 'open_items', 'allocations', 'number_series'], async () => {
      await byHand(sabotage.replace('$1', `'${id}'`));
      await expectFound(title, sabotage);
    });
  });

  describe('of money', () => {
    beforeAll(async () => {
      const { data } = await world.ask(message(ListBillingAccounts, { limit: 1, importId, level: 'client' }), network.ana);
      const account = { billingAccountId: data[0].id, currency: 'CAD' };
      await world.ask(message(RecordPayment, { paymentId: newId(), ...account, amountMinor: 1000, method: 'cash' }), network.ana);
      await world.ask(message(GiveRefund, { refundId: newId(), ...account, amountMinor: 400 }), network.ana);
      const cheque = { plannedPaymentId: newId(), ...account, amountMinor: 300, method: 'cheque', dueOn: '2026-01-01' } as const;
      await world.ask(message(PlanPayment, cheque), network.ana);
      await world.ask(message(DepositCheques, { plannedPaymentIds: [cheque.plannedPaymentId] }), network.ana);
    });

    const matched = '(SELECT payment_id FROM allocations LIMIT 1)';
    const byCard = `SELECT gen_random_uuid(), issuer_id, billing_account_id, booked_on, currency, 'card', 'card-1'`;
    const charge = (fields: string, values: string) =>
      `INSERT INTO charges (id, issuer_id, billing_account_id, booked_on, currency, method, instrument, ${fields}) ${byCard}, ${values}`;
    const plan = (fields: string, values: string) =>
      `INSERT INTO planned_payments (id, issuer_id, billing_account_id, due_on, currency, method, instrument, ${fields}) ${byCard}, ${values}`;

    it.each([
      [
        `UPDATE payment_balances SET matched_minor = matched_minor - 1 WHERE payment_id = ${matched}`,
        'what is free of a payment is its amount less what is matched and given back',
      ],
      [
        'UPDATE payment_balances SET refunded_minor = refunded_minor - 1 WHERE refunded_minor > 0',
        'what is free of a payment is its amount less what is matched and given back',
      ],
      [
        'UPDATE payment_balances SET amount_minor = amount_minor + 1 WHERE refunded_minor > 0',
        "an account's balance is what is open on it less what is free",
      ],
      ['UPDATE refund_sources SET amount_minor = amount_minor - 1', 'a refund equals the payments it gives back'],
      ['DELETE FROM refund_sources', 'a refund equals the payments it gives back'],
      [
        'UPDATE open_items SET settled_minor = settled_minor - 1, credited_minor = 1 WHERE settled_minor > 0',
        'an item is credited by exactly the lines that credit it, on its own sheet',
      ],
      ['UPDATE open_items SET set_off_minor = -1', 'what discounts set off sums to zero over an invoice'],
      [
        'UPDATE planned_payments SET billing_account_id = (SELECT id FROM billing_accounts b WHERE b.id <> billing_account_id LIMIT 1)',
        'a planned payment that is paid has its payment, on its account',
      ],
      [
        charge(
          'kind, amount_minor, state, payment_id, transaction, settled_at',
          `'charge', amount_minor + 1, 'succeeded', id, 'txn', now() FROM payments LIMIT 1`,
        ),
        'a charge that succeeded is exactly one payment',
      ],
      [
        `${charge('kind, amount_minor', `'charge', 100 FROM payments LIMIT 1`)};
         ${plan('amount_minor, state, charge_id', `99, 'charging', (SELECT id FROM charges) FROM payments LIMIT 1`)}`,
        'no charge takes more than was planned',
      ],
      [
        plan('amount_minor, state, charge_id', `99, 'charging', gen_random_uuid() FROM payments LIMIT 1`),
        'what is being charged has a charge that a provider is asked for',
      ],
      [
        charge('kind, amount_minor, payment_id', `'refund', amount_minor + 1, id FROM payments WHERE kind = 'refund'`),
        'what a provider is asked to give back is the refund it carries out',
      ],
      [
        `INSERT INTO payment_plans (id, issuer_id, billing_account_id, total_minor, many, currency, method, created_on)
         SELECT gen_random_uuid(), issuer_id, id, 100, 2, 'CAD', 'card', '2026-09-01' FROM billing_accounts LIMIT 1`,
        'instalments add up to their plan',
      ],
      [`UPDATE open_items i SET billing_account_id = ${another('i')}`, 'what is open of an invoice is in the books that show it'],
      [`UPDATE payment_balances b SET billing_account_id = ${another('b')}`, 'what is free of a payment is in the books that show it'],
      [
        `UPDATE payment_balances b SET billing_account_id = ${another('b')} WHERE matched_minor > 0`,
        'a payment settles items of its own account',
      ],
      [
        `UPDATE payment_balances b SET billing_account_id = ${another('b')} WHERE refunded_minor > 0`,
        'a refund gives back payments of its own account',
      ],
    ])('finds what a hand in the database did: %s', async (sabotage, title) => {
      const tables = ['payments', 'payment_balances', 'refund_sources', 'open_items', 'planned_payments', 'charges', 'payment_plans'];
      await sabotaged(tables, async () => {
        await byHand(sabotage);
        await expectFound(title, sabotage);
      });
    });
  });

  /** Leaves tables as they were, once somebody has looked at what was done to them. */
  async function sabotaged(tables: readonly string[], look: () => Promise<void>): Promise<void> {
    for (const table of tables) await all().query(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
    try {
      await look();
    } finally {
      for (const table of tables) {
        const [{ columns }] = await all().query<{ columns: string }>(
          `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
          [table],
        );
        await byHand(
          `DELETE FROM ${table}; INSERT INTO ${table} (${columns}) SELECT ${columns} FROM kept_${table}; DROP TABLE kept_${table}`,
        );
      }
    }
    expect(await titles(true)).toEqual([]);
  }

  /** As somebody who switched every trigger off. */
  const byHand = (sql: string) => all().query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
});
