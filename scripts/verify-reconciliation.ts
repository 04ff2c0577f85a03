// Checks a reconciliation certificate with nothing but this file and Node: no database, no service, no package.
//   npm run verify:reconciliation -- <certificate.jsonl> [--key <key.json>]
// It recomputes the hash chain, every row's arithmetic, that sales and documents occur once, all totals, and the signature. `--key` is
// the key that the installation publishes at /.well-known/reconciliation-key.json, kept from a time one trusts: without it the
// signature is checked against the key in the file, and its fingerprint printed to be compared. Exits 0 when all holds, 1 when not.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface Verdict {
  readonly holds: boolean;
  readonly faults: readonly string[];
  readonly rows: number;
  readonly totals: readonly Totals[];
  readonly head: Head | undefined;
  readonly keyId: string | undefined;
  readonly keyKnown: boolean; // It was compared with one that the reader had already.
}

export interface PublicKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
}

interface Head {
  readonly certificate: string;
  readonly federation: string;
  readonly club: string | null;
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
}

interface Side {
  readonly document: string;
  readonly on: string;
  readonly net: number;
  readonly tax: number;
  readonly total: number;
}

interface Row {
  readonly row: number;
  readonly kind: 'invoice' | 'credit-note';
  readonly state: 'paired' | 'decided' | 'unmatched';
  readonly reason: string | null;
  readonly club: string;
  readonly sale: string;
  readonly operation: string | null;
  readonly currency: string;
  readonly client: Side | null;
  readonly corporate: Side | null;
  readonly margin: number;
}

interface Sums {
  count: number;
  client: { net: number; tax: number; total: number };
  corporate: { net: number; tax: number; total: number };
  margin: number;
}

type Part = 'invoices' | 'credits' | 'decided' | 'unmatched';
type Totals = { currency: string } & Record<Part, Sums>;

const format = 'tessera-reconciliation/1';
const mostFaults = 20;

/** Reads a certificate to its end and says everything that is wrong with it, up to twenty things. */
export async function verifyCertificate(lines: AsyncIterable<string> | Iterable<string>, trusted?: PublicKey): Promise<Verdict> {
  const check = new Check(trusted);
  for await (const line of lines) check.take(line);
  return check.verdict();
}

class Check {
  private readonly faults: string[] = [];
  private readonly sums = new Map<string, Totals>();
  private readonly seen = new Set<string>();
  private readonly trusted: PublicKey | undefined;
  private line = 0;
  private rows = 0;
  private hash = '';
  private stage: 'head' | 'rows' | 'signature' | 'end' = 'head';
  private head: Head | undefined;
  private key: PublicKey | undefined;
  private place = '';

  constructor(trusted: PublicKey | undefined) {
    this.trusted = trusted;
  }

  take(text: string): void {
    this.line++;
    if (this.stage === 'end') return this.fault('there is more after the signature');
    const content = parsed(text);
    if (!content) return this.fault('not a line of a certificate');
    if (this.stage === 'signature') return this.sign(text, content);
    const body = this.chain(text);
    if (body === undefined) return;
    try {
      if (this.stage === 'head') this.begin(content as unknown as Head);
      else if ('totals' in content) this.total(content);
      else this.row(content as unknown as Row);
    } catch {
      this.fault('it says less than a certificate must'); // A field is missing, so that reading it threw.
    }
  }

  verdict(): Verdict {
    if (this.stage !== 'end') this.fault('it ends before its signature');
    const { faults, rows, head } = this;
    const totals = [...this.sums.values()];
    return {
      holds: faults.length === 0,
      faults,
      rows,
      totals,
      head,
      keyId: this.key && keyId(this.key),
      keyKnown: this.trusted !== undefined,
    };
  }

  /** Each line carries the hash of the one before it and of itself. */
  private chain(text: string): string | undefined {
    const [, body, hash] = /^(.*),"hash":"([0-9a-f]{64})"\}$/s.exec(text) ?? [];
    if (body === undefined) {
      this.fault('it has no hash');
      return undefined;
    }
    const own = createHash('sha256').update(`${this.hash}\n${body}}\n`).digest('hex');
    if (own !== hash) this.fault('it is not what was written after the line before it');
    this.hash = hash;
    return body;
  }

  private begin(head: Head): void {
    if (head.certificate !== format) this.fault(`not a ${format}`);
    this.head = head;
    this.stage = 'rows';
  }

  private row(row: Row): void {
    this.rows++;
    if (row.row !== this.rows) this.fault(`row ${row.row} stands where row ${this.rows} should`);
    for (const [level, side] of [['client', row.client] as const, ['corporate', row.corporate] as const])
      if (side) this.side(row, level, side);
    const margin = (row.client?.net ?? 0) - (row.corporate?.net ?? 0);
    if (row.margin !== margin) this.fault(`the margin is ${margin}, not ${row.margin}`);
    if (row.state === 'paired' && !(row.client && row.corporate)) this.fault('a pair has two sides');
    if (row.state === 'decided' && row.kind === 'invoice') this.fault('an invoice at one level is nobody’s decision');
    if (row.state === 'unmatched') this.fault(`${row.sale} is unmatched`);
    this.once(
      `${row.kind} ${row.sale} ${row.kind === 'invoice' ? '' : (row.operation ?? row.corporate?.document ?? row.client?.document)}`,
      'the sale',
    );
    this.within(row);
    this.add(row);
  }

  private side(row: Row, level: string, { document, net, tax, total }: Side): void {
    if (![net, tax, total].every(Number.isSafeInteger)) this.fault(`the ${level} side is not in whole minor units`);
    if (total !== net + tax) this.fault(`the ${level} side does not add up: ${net} + ${tax} is not ${total}`);
    if (row.kind === 'invoice' ? total < 0 : total > 0) this.fault(`the ${level} side has the wrong sign`);
    this.once(`${level} ${document} ${row.sale}`, `the ${level} document`);
  }

  private once(what: string, name: string): void {
    if (this.seen.has(what)) this.fault(`${name} occurs twice`);
    this.seen.add(what);
  }

  /** Its days, its club, and its place in the order of the file. */
  private within(row: Row): void {
    const { from, to, club } = this.head ?? { from: '', to: '', club: null };
    const deciding = row.corporate ?? row.client;
    if (!deciding || deciding.on < from || deciding.on > to) this.fault('it is not of the period');
    if (club !== null && row.club !== club) this.fault('it is of another club');
    const place = row.corporate
      ? `1 ${row.corporate.on} ${row.corporate.document.slice(4)} ${row.sale}`
      : `2 ${row.club} ${row.client?.on} ${row.client?.document.slice(4)} ${row.sale}`;
    if (place <= this.place) this.fault('it is out of order');
    this.place = place;
  }

  private add(row: Row): void {
    const part: Part = row.state === 'paired' ? (row.kind === 'invoice' ? 'invoices' : 'credits') : row.state;
    const totals = this.sums.get(row.currency) ?? nothing(row.currency);
    this.sums.set(row.currency, totals);
    const sums = totals[part];
    if (!sums) return this.fault(`its state is ${row.state}`);
    sums.count++;
    sums.margin += row.margin;
    for (const level of ['client', 'corporate'] as const) {
      const side = row[level];
      if (!side) continue;
      sums[level].net += side.net;
      sums[level].tax += side.tax;
      sums[level].total += side.total;
    }
  }

  private total({ rows, totals }: Record<string, unknown>): void {
    if (rows !== this.rows) this.fault(`${String(rows)} rows are said, ${this.rows} are there`);
    const own = [...this.sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
    if (JSON.stringify(totals) !== JSON.stringify(own)) this.fault('the totals are not those of the rows');
    this.stage = 'signature';
  }

  private sign(text: string, { signature, key }: Record<string, unknown>): void {
    this.stage = 'end';
    if (typeof signature !== 'string' || !isKey(key) || text !== JSON.stringify({ signature, key })) return this.fault('not a signature');
    this.key = key;
    if (this.trusted && this.trusted.x !== key.x) return this.fault('it is signed by another key');
    try {
      const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: (this.trusted ?? key).x }, format: 'jwk' });
      const good = verify(null, Buffer.from(`${format}\n${this.hash}`), publicKey, Buffer.from(signature, 'base64url'));
      if (!good || Buffer.from(signature, 'base64url').toString('base64url') !== signature)
        this.fault('the signature is not of this certificate');
    } catch {
      this.fault('the key is no key');
    }
  }

  private fault(what: string): void {
    if (this.faults.length < mostFaults) this.faults.push(`line ${this.line}: ${what}`);
  }
}

/** The object of a line, when the line is exactly how such an object is written. */
function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(text);
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
    return isObject && JSON.stringify(content) === text ? (content as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Exactly an Ed25519 public key, with nothing beside it. */
const isKey = (value: unknown): value is PublicKey => {
  if (typeof value !== 'object' || value === null) return false;
  const { kty, crv, x, ...others } = value as Record<string, unknown>;
  return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && Object.keys(others).length === 0;
};

/** A short name of a key, as its installation shows it. */
const keyId = ({ x }: PublicKey): string => createHash('sha256').update(`${x}\n`).digest('hex').slice(0, 16);

const none = (): Sums => ({ count: 0, client: { net: 0, tax: 0, total: 0 }, corporate: { net: 0, tax: 0, total: 0 }, margin: 0 });

function nothing(currency: string): Totals {
  return { currency, invoices: none(), credits: none(), decided: none(), unmatched: none() };
}

/** Exactly what stands between line feeds. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** A JWK by itself, or the first of a set. */
function readKey(file: string): PublicKey {
  const content = JSON.parse(readFileSync(file, 'utf8')) as { keys?: unknown[] };
  const { kty, crv, x } = (content.keys?.[0] ?? content) as PublicKey; // What else is said of it is for others.
  const key = { kty, crv, x };
  if (!isKey(key)) throw new Error(`${file} is not an Ed25519 key`);
  return key;
}

function told({ holds, faults, rows, totals, head, keyId: id, keyKnown }: Verdict): string {
  const period = head
    ? `${head.federation}${head.club ? `, ${head.club}` : ''}, ${head.from} to ${head.to}, as of ${head.asOf}`
    : 'no head';
  const signer = keyKnown ? `Signed by the key given (${id}).` : `Signed by the key in the file, ${id}: compare it with the one published.`;
  const verdict = holds ? [`HOLDS. ${signer}`] : ['DOES NOT HOLD:', ...faults.map((fault) => `  ${fault}`)];
  return [period, `  ${rows} rows`, ...totals.map(toldTotals), ...verdict].join('\n');
}

function toldTotals({ currency, invoices, credits, decided, unmatched }: Totals): string {
  const good = [invoices, credits, decided];
  const amount = (of: (sums: Sums) => number, all = good): string =>
    decimal(
      currency,
      all.reduce((sum, sums) => sum + of(sums), 0),
    );
  return [
    `  ${currency}: ${invoices.count} invoice pairs, ${credits.count} credit pairs, ${decided.count} credits at one level by decision`,
    `clients ${amount((sums) => sums.client.total)}`,
    `corporate ${amount((sums) => sums.corporate.total)}`,
    `margin before taxes ${amount((sums) => sums.margin)}`,
    `unmatched ${amount((sums) => Math.abs(sums.client.total) + Math.abs(sums.corporate.total), [unmatched])}`,
  ].join('; ');
}

/** Minor units with their decimal point, by digits alone. */
function decimal(currency: string, minor: number): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  return `${minor < 0 ? '-' : ''}${digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`}`;
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
  if (positionals.length !== 1) {
    console.error('npm run verify:reconciliation -- <certificate.jsonl> [--key <key.json>]');
    process.exit(2);
  }
  const verdict = await verifyCertificate(linesOf(positionals[0]), values.key === undefined ? undefined : readKey(values.key));
  console.log(told(verdict));
  process.exitCode = verdict.holds ? 0 : 1;
}
