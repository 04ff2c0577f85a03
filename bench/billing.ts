import { parseArgs } from 'node:util';
import pg from 'pg';
import { publicId, type Uuid } from '#kernel/ids';
import { stateDirectory } from '#local/state-directory';
import { Api } from '../scripts/api.js';
import { startStack, type Stack } from '../scripts/stack/stack.js';
import { verifyCertificate, type PublicKey } from '../scripts/verify-reconciliation.js';
import { BillingAlone, clientAccount, frozenImport, type MeasuredClub } from './billing-alone.js';
import { makeFederation, memberships, password, seedPeople } from './federation.js';
import { openLoop } from './open-loop.js';
import { csvOf, fileRows, population } from './population.js';
import { sameWrites } from './same-writes.js';

/**
 * Measures billing on the real product, each part beside what the same PostgreSQL server alone needs for the same writes or reads, in
 * the same run, with fsync and synchronous_commit on. GST and QST are on.
 *
 *   npm run bench:billing -- [--documents 10000] [--payments 10000] [--plans 100000] [--pairs 100000] [--rows 10000]
 *     [--seconds 60] [--parts issue,payments,due,statement,reconciliation,undo]
 */
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '10000' },
    payments: { type: 'string', default: '10000' },
    plans: { type: 'string', default: '100000' },
    pairs: { type: 'string', default: '100000' },
    rows: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '60' },
    parts: { type: 'string', default: 'issue,payments,due,statement,reconciliation,undo' },
  },
});
const [documents, payments, plans, pairs, rows, seconds] = [
  values.documents,
  values.payments,
  values.plans,
  values.pairs,
  values.rows,
  values.seconds,
].map(Number);
const parts = values.parts.split(',');
const goals = { issueRatio: 3, dueRatio: 3, reconciliationSeconds: 10, statementP99Ms: 50, undoRatio: 1.2 };
const lines = 1000;

type Figures = Record<string, number | string | boolean>;

interface Bench {
  readonly stack: Stack;
  readonly alone: BillingAlone;
  readonly database: pg.Client;
  readonly clubs: readonly (MeasuredClub & { readonly api: Api })[];
  readonly federationId: Uuid;
}

async function measure(stack: Stack): Promise<boolean> {
  const federation = await makeFederation(stack.url, stack.operatorApiKey);
  const database = new pg.Client({ connectionString: stack.databaseUrl('billing'), application_name: 'bench' });
  await database.connect();
  const alone = await BillingAlone.open(stack);
  try {
    const ids = await clubsOf(database, federation.id);
    const clubs = federation.clubs.map((api, i) => ({ api, id: ids[i], federationId: federation.id }));
    const bench = { stack, alone, database, clubs, federationId: federation.id };
    const figures: Figures = { bench: 'billing' };
    const of: Record<string, (bench: Bench) => Promise<Figures>> = {
      issue: issuing,
      payments: paying,
      due: dueRun,
      statement: statements,
      reconciliation: reconciling,
      undo: undoing,
    };
    for (const part of parts) {
      const measured = await of[part](bench);
      console.log(
        `${part.padEnd(16)}${Object.entries(measured)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')}`,
      );
      Object.assign(figures, measured);
    }
    const met = goalsMet(figures);
    console.log(JSON.stringify({ ...figures, parts, goalsMet: met }));
    return met;
  } finally {
    await alone.close();
    await database.end();
  }
}

/** Every goal of a part that was measured. */
function goalsMet(figures: Figures): boolean {
  const within = (name: keyof typeof goals): boolean => figures[name] === undefined || Number(figures[name]) <= goals[name];
  return (Object.keys(goals) as (keyof typeof goals)[]).every(within) && Number(figures.statementErrors ?? 0) === 0;
}

/** Ten thousand documents, two a sale, in one run. */
async function issuing({ alone, database, clubs: [club], stack }: Bench): Promise<Figures> {
  const importId = await frozenImport(database, club);
  const taken = await alone.issue(club, importId, documents / 2);
  await alone.issue(club, await frozenImport(database, club), documents / 2); // Once warm, which is what a run is measured as.
  const warm = await frozenImport(database, club);
  const warmSeconds = await alone.issue(club, warm, documents / 2);
  const yard = await sameWrites(stack.databaseUrl('billing'), ofImport(warm));
  return {
    issueFirstSeconds: round(taken),
    issueSeconds: round(warmSeconds),
    issueDatabaseSeconds: round(yard),
    issueRatio: round(warmSeconds / yard),
  };
}

/** Ten thousand payments of as many clients, each matched to the oldest item of its account. */
async function paying({ alone, database, clubs: [club], stack }: Bench): Promise<Figures> {
  const importId = await frozenImport(database, club);
  await alone.issue(club, importId, payments);
  const accounts = Array.from({ length: payments }, (_, i) => ({ id: clientAccount(club.id, importId, i + 2), amountMinor: 3000 }));
  const seconds = await alone.pay(club, accounts);
  const own = `IN (SELECT id FROM payments WHERE issuer_id = '${club.id}')`;
  const yard = await sameWrites(
    stack.databaseUrl('billing'),
    [
      { table: 'postings', where: `entry_id ${own}` },
      { table: 'payments', where: `id ${own}` },
      { table: 'payment_balances', where: `payment_id ${own}` },
      { table: 'allocations', where: `payment_id ${own}` },
    ],
    [
      {
        table: 'open_items',
        where: `issuer_id = '${club.id}' AND settled_minor > 0`,
        key: ['document_id', 'position'],
        set: ['settled_minor'],
        before: { settled_minor: '0' },
      },
    ],
  );
  await expectCount(database, `SELECT count(*) FROM allocations WHERE payment_id ${own}`, payments);
  return { paymentSeconds: round(seconds), paymentDatabaseSeconds: round(yard), paymentRatio: round(seconds / yard) };
}

/** A run over what recurs: each of a hundred thousand is invoiced once. */
async function dueRun({ alone, database, clubs: [, club], stack }: Bench): Promise<Figures> {
  const importId = await frozenImport(database, club);
  await alone.issue(club, importId, lines); // Accounts and parties; also the lines of the statement.
  const before = `issuer_id = '${club.id}' AND import_id IS NULL`;
  await database.query(
    `INSERT INTO recurring_charges (id, issuer_id, billing_account_id, party_id, net_minor, starts_on, next_on, every, currency, unit, kind, ledger_code, description)
     SELECT uuidv7(), d.issuer_id, d.billing_account_id, d.party_id, 1500, d.issued_on, d.issued_on, 1, 'CAD', 'month', 'subscription', '4300', 'Skating, monthly'
     FROM generate_series(1, $2::int) n JOIN (SELECT *, row_number() OVER (ORDER BY number) - 1 AS place FROM documents WHERE import_id = $1 AND level = 'client') d
       ON d.place = n % $3::int`,
    [importId, plans, lines],
  );
  await database.query('ANALYZE recurring_charges');
  const started = performance.now();
  const { id } = await club.api.post<{ id: string }>('/v1/due-runs');
  for (;;) {
    const run = await club.api.get<{ state: string }>(`/v1/due-runs/${id}`);
    if (run.state === 'finished') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const seconds = (performance.now() - started) / 1000;
  await expectCount(database, `SELECT count(*) FROM documents WHERE ${before}`, plans);
  const own = `IN (SELECT id FROM documents WHERE ${before})`;
  const yard = await sameWrites(
    stack.databaseUrl('billing'),
    [
      { table: 'document_lines', where: `document_id ${own}` },
      { table: 'postings', where: `entry_id ${own}` },
      { table: 'open_items', where: `document_id ${own}` },
      { table: 'recurring_invoices', where: `issuer_id = '${club.id}'` },
      { table: 'documents', where: before },
    ],
    [
      {
        table: 'recurring_charges',
        where: `issuer_id = '${club.id}'`,
        key: ['id'],
        set: ['next_on', 'occurrences', 'invoiced'],
        before: { next_on: 'starts_on', occurrences: '0', invoiced: '0' },
      },
    ],
  );
  return { dueSeconds: round(seconds), dueDatabaseSeconds: round(yard), dueRatio: round(seconds / yard) };
}

/** A club's corporate account with a thousand lines: as JSON under load, and as PDF. */
async function statements({ alone, database, clubs: [, club] }: Bench): Promise<Figures> {
  const { rows: accounts } = await database.query<{ id: Uuid }>(`SELECT id FROM billing_accounts WHERE debtor_id = $1`, [club.id]);
  if (accounts.length === 0) await alone.issue(club, await frozenImport(database, club), lines);
  const [account] =
    accounts.length > 0
      ? accounts
      : (await database.query<{ id: Uuid }>(`SELECT id FROM billing_accounts WHERE debtor_id = $1`, [club.id])).rows;
  const address = `${club.api.baseUrl}/v1/billing-accounts/${publicId('billingAccount', account.id)}/statement`;
  const get = async (query: string): Promise<number> => {
    const response = await fetch(address + query, { headers: club.api.headers });
    const body = await response.arrayBuffer();
    if (!response.ok) throw new Error(`${response.status} ${Buffer.from(body).toString().slice(0, 300)}`);
    return body.byteLength;
  };
  const whole = `?limit=${lines}`;
  const statement = JSON.parse(await club.api.text(address.slice(club.api.baseUrl.length) + whole)) as {
    lines?: unknown[];
    data?: unknown[];
  };
  if ((statement.lines ?? statement.data)?.length !== lines)
    throw new Error(`the statement has ${(statement.lines ?? statement.data)?.length} lines`);
  await openLoop(() => get(whole).then(() => undefined), 20, 5); // Warm.
  const load = await openLoop(() => get(whole).then(() => undefined), 50, seconds);
  const pdfs = [];
  for (let i = 0; i < 5; i++) pdfs.push(await timed(() => get('?format=pdf')));
  const read = `SELECT d.issued_on, d.kind, d.label, d.total_minor, sum(d.total_minor) OVER (ORDER BY d.issued_on, d.number),
      (SELECT string_agg(description, '; ' ORDER BY position) FROM document_lines WHERE document_id = d.id)
    FROM documents d WHERE d.billing_account_id = $1 ORDER BY d.issued_on, d.number`;
  const reads = [];
  for (let i = 0; i < 20; i++) reads.push(await timed(() => database.query(read, [account.id])));
  return {
    statementP50Ms: round(load.p50Ms),
    statementP99Ms: round(load.p99Ms),
    statementErrors: load.errors,
    statementRequests: load.requests,
    statementDatabaseMs: round(median(reads) * 1000),
    statementPdfMs: round(median(pdfs) * 1000),
  };
}

/** A hundred thousand pairs: their list with its totals, the certificate, its check, and the reconciler's pass over all books. */
async function reconciling({ alone, database, clubs: [club], stack, federationId }: Bench): Promise<Figures> {
  const {
    rows: [{ many }],
  } = await database.query<{ many: string }>(`SELECT count(*) AS many FROM documents WHERE issuer_id = $1 AND kind = 'invoice'`, [
    federationId,
  ]);
  const more = Math.max(0, pairs - Number(many));
  if (more > 0) await alone.issue(club, await frozenImport(database, club), more);
  await database.query('ANALYZE');
  const federation = await Api.signIn(stack.url, `admin.${publicId('organization', federationId)}@bench.example`, password);
  let listed = '';
  const listSeconds = await timed(async () => void (listed = await federation.text('/v1/reconciliation?limit=200')));
  let certificate = '';
  const certificateSeconds = await timed(async () => void (certificate = await federation.text('/v1/reconciliation/certificate')));
  const key = JSON.parse(await federation.text('/.well-known/reconciliation-key.json')) as PublicKey;
  let rowsThere = 0;
  const verifySeconds = await timed(async () => {
    const verdict = await verifyCertificate(certificate.split('\n').slice(0, -1), key);
    if (!verdict.holds || verdict.rows < pairs)
      throw new Error(`the certificate of ${verdict.rows} rows does not hold: ${verdict.faults.join('; ')}`);
    rowsThere = verdict.rows;
  });
  const { totals } = JSON.parse(listed) as { totals: { invoices: { count: number } }[] };
  if (totals[0].invoices.count !== rowsThere) throw new Error('the list and the certificate count differently');
  const own = `SELECT count(*), sum(c.net_minor - f.net_minor), sum(c.total_minor), sum(f.total_minor)
    FROM documents d JOIN document_lines f ON f.document_id = d.id JOIN document_lines c ON c.sale_id = f.sale_id AND c.level = 'client'
    WHERE d.issuer_id = $1 AND d.level = 'corporate' AND f.level = 'corporate'`;
  const databaseSeconds = await timed(() => database.query(own, [federationId]));
  const {
    rows: [{ all }],
  } = await database.query<{ all: string }>('SELECT count(*) AS all FROM documents');
  return {
    pairs: rowsThere,
    reconciliationSeconds: round(Math.max(listSeconds, certificateSeconds)),
    reconciliationListSeconds: round(listSeconds),
    certificateSeconds: round(certificateSeconds),
    certificateMiB: round(certificate.length / 2 ** 20),
    reconciliationDatabaseSeconds: round(databaseSeconds),
    verifySeconds: round(verifySeconds),
    reconcilerSeconds: round(await alone.reconcile()), // Everything, as a process that has just begun.
    reconcilerAgainSeconds: round(await alone.reconcile()), // What changed since.
    reconcilerDocuments: Number(all),
  };
}

/** A file of new people imported, and undone as a whole, beside each other. */
async function undoing({ stack, clubs: [club], federationId }: Bench): Promise<Figures> {
  const known = population(20_000, 77);
  await seedPeople(stack.databaseUrl('identity'), federationId, known);
  const names = memberships.map(({ name }) => name);
  const once = async (seed: number): Promise<{ imported: number; undone: number }> => {
    const csv = csvOf(fileRows(rows, known, names, seed));
    let id = '';
    const imported = await timed(async () => {
      id = await club.api.upload('resale', 'undo.csv', csv);
      let state = await club.api.settled(id, undefined, 50);
      if (state.state === 'needsDecisions') {
        await club.api.decide(id, ({ row, candidates }) => (row % 2 === 0 ? (candidates?.[0].personId ?? null) : null));
        state = await club.api.settled(id, undefined, 50);
      }
      const { previewHash } = await club.api.get<{ previewHash: string }>(`/v1/imports/${id}/preview?limit=50`);
      await club.api.post(`/v1/imports/${id}/commit`, { previewHash });
      state = await club.api.settled(id, undefined, 50);
      if (state.state !== 'finished') throw new Error(`the import is ${state.state}`);
    });
    const undone = await timed(async () => {
      await club.api.post(`/v1/imports/${id}/undo`);
      const state = await club.api.settled(id, undefined, 50);
      if (state.state !== 'undone') throw new Error(`the import is ${state.state}`);
    });
    return { imported, undone };
  };
  await once(501); // Warm.
  const { imported, undone } = await once(502);
  return { importSeconds: round(imported), undoSeconds: round(undone), undoRatio: round(undone / imported) };
}

const ofImport = (importId: Uuid) => {
  const own = `IN (SELECT id FROM documents WHERE import_id = '${importId}')`;
  return [
    {
      table: 'billing_accounts',
      where: `id IN (SELECT billing_account_id FROM documents WHERE import_id = '${importId}' AND level = 'client')`,
    },
    { table: 'party_snapshots', where: `id IN (SELECT party_id FROM documents WHERE import_id = '${importId}')` },
    { table: 'document_lines', where: `document_id ${own}` },
    { table: 'postings', where: `entry_id ${own}` },
    { table: 'open_items', where: `document_id ${own}` },
    { table: 'documents', where: `import_id = '${importId}'` },
  ];
};

/** Told by events, a moment after they were registered. */
async function clubsOf(database: pg.Client, federationId: Uuid): Promise<Uuid[]> {
  for (;;) {
    const { rows: found } = await database.query<{ id: Uuid }>(
      `SELECT id FROM organizations WHERE (record ->> 'federationId')::uuid = $1 AND id <> $1 ORDER BY record ->> 'name'`,
      [federationId],
    );
    if (found.length === 2) return found.map(({ id }) => id);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function expectCount(database: pg.Client, text: string, wanted: number): Promise<void> {
  const {
    rows: [{ count }],
  } = await database.query<{ count: string }>(text);
  if (Number(count) !== wanted) throw new Error(`${count} instead of ${wanted}: ${text}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)];
const round = (value: number): number => Math.round(value * 1000) / 1000;

const stack = await startStack({
  dataDir: stateDirectory('bench-billing'),
  fresh: true,
  ports: { gateway: 3820, identity: 3821, memberships: 3822, billing: 3823, imports: 3824, leads: 3825, postgres: 55_452, nats: 55_442 },
});
let met = false;
try {
  met = await measure(stack);
} finally {
  await stack.stop();
}
process.exit(met ? 0 : 1);
