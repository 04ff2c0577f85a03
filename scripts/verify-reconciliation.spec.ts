import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import type { PairRecord } from '#contracts/billing/reconciliation';
import { derivedId, type Uuid } from '#kernel/ids';
import { signedText, writeHead, writePairs, writeSignature, writeTotals } from '../apps/billing/src/domain/certificate.js';
import { verifyCertificate, type PublicKey } from './verify-reconciliation.js';

interface KeyPair {
  readonly sign: (text: string) => string;
  readonly publicKey: PublicKey;
}

function keyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    publicKey: publicKey.export({ format: 'jwk' }) as unknown as PublicKey,
  };
}

const installation = keyPair();
const federationId = derivedId('test', 'federation');

/** Amounts of a pair: what the client and the club were billed before taxes, and the taxes. */
interface Amounts {
  readonly net: number;
  readonly original: number;
  readonly tax: number;
  readonly credited: boolean;
}

/** Sales in the order in which a certificate lists them; a credited one has a pair of credit notes the day after. */
function pairsOf(sales: readonly Amounts[]): PairRecord[] {
  const pairs = sales.flatMap(({ net, original, tax, credited }, i) => {
    const id = (what: string): Uuid => derivedId('test', what, i);
    const side = (document: string, amount: number, on: string, sign: 1 | -1) => ({
      documentId: id(document),
      issuedOn: on,
      netMinor: sign * amount,
      taxMinor: sign * tax,
      totalMinor: sign * (amount + tax),
    });
    const pair = (kind: PairRecord['kind'], on: string, sign: 1 | -1): PairRecord => ({
      kind,
      state: 'paired',
      reason: kind === 'invoice' ? null : 'cancellation',
      clubId: derivedId('test', 'club', i % 3),
      saleId: id('sale'),
      operationId: kind === 'invoice' ? null : id('operation'),
      personId: id('person'),
      currency: i % 5 === 4 ? 'EUR' : 'CAD',
      client: side(`client ${kind}`, net, on, sign),
      corporate: side(`corporate ${kind}`, original, on, sign),
      marginMinor: sign * (net - original),
    });
    return [pair('invoice', '2026-09-01', 1), ...(credited ? [pair('credit-note', '2026-09-02', -1)] : [])];
  });
  const place = ({ corporate }: PairRecord): string => `${corporate?.issuedOn} ${corporate?.documentId}`;
  return pairs.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function certificate(pairs: readonly PairRecord[], key = installation): string[] {
  const head = writeHead({ federationId, clubId: null, from: '2026-09-01', to: '2026-09-30', asOf: '2026-10-01T00:00:00.000Z' });
  const half = Math.floor(pairs.length / 2); // As it is written: in pieces.
  const first = writePairs(pairs.slice(0, half), head.progress);
  const second = writePairs(pairs.slice(half), first.progress);
  const totals = writeTotals(second.progress);
  const end = writeSignature(key.sign(signedText(totals.hash)), key.publicKey);
  return (head.text + first.text + second.text + totals.text + end).split('\n').slice(0, -1);
}

const verdictOf = (lines: readonly string[], key?: PublicKey) => verifyCertificate(lines, key);
const holds = async (lines: readonly string[], key?: PublicKey) => (await verdictOf(lines, key)).holds;

/** As somebody would who knows how certificates are made: every hash and all totals anew, signed with the given key. */
function rewritten(lines: readonly string[], change: (row: Record<string, unknown>) => void, at: number, key?: KeyPair): string[] {
  let before = '';
  return lines.map((line, i) => {
    const content = JSON.parse(line) as Record<string, unknown>;
    if (i === at) change(content);
    if ('signature' in content) {
      const signature = key ? key.sign(`tessera-reconciliation/1\n${before}`) : (content.signature as string);
      return JSON.stringify({ signature, key: key?.publicKey ?? content.key });
    }
    delete content.hash;
    const body = JSON.stringify(content);
    before = createHash('sha256').update(`${before}\n${body}\n`).digest('hex');
    return `${body.slice(0, -1)},"hash":"${before}"}`;
  });
}

type Path = readonly string[];
type Change = (holder: Record<string, unknown>, key: string) => void;

/** Where a line says anything: each number, text and nothing of it. */
const pathsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key])) : [path];

function withChange<T extends object>(line: T, path: Path, change: Change): T {
  const holder = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], line);
  change(holder as Record<string, unknown>, path[path.length - 1]);
  return line;
}

const altered =
  (by: number): Change =>
  (holder, key) => {
    const value = holder[key];
    holder[key] = typeof value === 'number' ? value + by : typeof value === 'string' ? `${value.slice(1)}${by}${value[0]}` : by;
  };
const leftOut: Change = (holder, key) => void delete holder[key];

const example = pairsOf(Array.from({ length: 7 }, (_, i) => ({ net: 4000 + i, original: 2500, tax: 599, credited: i % 2 === 0 })));
const amounts = fc.record({ net: fc.nat(100_000), original: fc.nat(100_000), tax: fc.nat(20_000), credited: fc.boolean() });

describe('the verifier of reconciliation certificates', () => {
  it('finds nothing wrong with one as it was written, and adds up what it says', async () => {
    const { holds: good, rows, totals, faults } = await verdictOf(certificate(example), installation.publicKey);
    expect([good, faults, rows]).toEqual([true, [], 11]);
    expect(totals.find(({ currency }) => currency === 'CAD')).toMatchObject({
      invoices: { count: 6, client: { net: 24_017 }, corporate: { net: 15_000 }, margin: 9017 },
      unmatched: { count: 0, client: { total: 0 } },
    });
  });

  it('accepts whatever was written', () =>
    fc.assert(
      fc.asyncProperty(fc.array(amounts, { maxLength: 20 }), async (sales) => holds(certificate(pairsOf(sales)), installation.publicKey)),
    ));

  it('finds a cent altered, wherever it is', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(amounts, { minLength: 1, maxLength: 10 }),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        async (sales, where, by) => {
          const text = certificate(pairsOf(sales)).join('\n');
          const digits = [...text.matchAll(/\d/g)];
          const { index, 0: digit } = digits[where % digits.length];
          const altered = text.slice(0, index) + String((Number(digit) + by) % 10) + text.slice(index + 1);
          return !(await holds(altered.split('\n'), installation.publicKey));
        },
      ),
    ));

  it('finds any other character changed, put in or left out', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom('', ' ', '0', '"', '-', 'é', '\n'), fc.boolean(), async (where, put, instead) => {
        const text = certificate(example).join('\n');
        const at = where % text.length;
        const altered = text.slice(0, at) + put + text.slice(at + (instead || put === '' ? 1 : 0));
        return altered === text || !(await holds(altered.split('\n'), installation.publicKey));
      }),
    ));

  it('finds any field of any line altered or left out, whether or not the hashes are made anew after it', () =>
    fc.assert(
      fc.asyncProperty(fc.array(amounts, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 9 }), async (sales, by) => {
        const lines = certificate(pairsOf([...sales, { net: 4000, original: 2500, tax: 599, credited: true }]));
        for (const [at, line] of lines.entries()) {
          for (const path of pathsIn(JSON.parse(line))) {
            for (const change of [altered(by), leftOut]) {
              const plain = lines.with(at, JSON.stringify(withChange(JSON.parse(line) as object, path, change)));
              expect([line, path, await holds(plain, installation.publicKey)]).toEqual([line, path, false]);
              if (path[0] === 'hash') continue; // It is what is made anew.
              const anew = rewritten(lines, (row) => withChange(row, path, change), at);
              expect([line, path, await holds(anew, installation.publicKey)]).toEqual([line, path, false]);
            }
          }
        }
      }),
      { numRuns: 10 },
    ));

  it('finds lines removed, repeated, swapped, moved, or cut off', () =>
    fc.assert(
      fc.asyncProperty(fc.array(amounts, { minLength: 2, maxLength: 10 }), fc.nat(), fc.nat(), async (sales, a, b) => {
        const lines = certificate(pairsOf(sales));
        const [from, to] = [a % lines.length, b % lines.length];
        const without = lines.toSpliced(from, 1);
        const changes = [without, lines.toSpliced(to, 0, lines[from]), lines.slice(0, from)];
        if (from !== to) changes.push(without.toSpliced(to, 0, lines[from]), lines.with(from, lines[to]).with(to, lines[from]));
        for (const changed of changes) if (await holds(changed, installation.publicKey)) return false;
        return true;
      }),
    ));

  it('finds what was rewritten with every hash made anew', async () => {
    const change = (row: Record<string, unknown>) => Object.assign(row, { person: null });
    const lines = rewritten(certificate(example), change, 3);
    expect(await verdictOf(lines)).toMatchObject({ holds: false, faults: [expect.stringContaining('signature')] });
  });

  it('finds what was rewritten and signed with a key of the writer’s own, given the published key', async () => {
    const forger = keyPair();
    const lines = rewritten(certificate(example), (row) => Object.assign(row, { person: null }), 3, forger);
    expect(await verdictOf(lines, installation.publicKey)).toMatchObject({
      holds: false,
      faults: [expect.stringContaining('another key')],
    });
    expect(await holds(certificate(example, forger), installation.publicKey)).toBe(false);
  });

  it.each([
    ['a cent at one side', { client: { ...example[2].client, net: 1 } }, 'does not add up'],
    ['another margin', { margin: 12 }, 'the margin is'],
    ['a day outside the period', { corporate: null, state: 'decided' }, 'nobody’s decision'],
    ['a sale at one level', { corporate: null }, 'a pair has two sides'],
    ['an unmatched sale', { corporate: null, state: 'unmatched' }, 'is unmatched'],
    ['another row number', { row: 7 }, 'should'],
  ])('checks what a row says, whoever signed it: %s', async (_, change, fault) => {
    const lines = rewritten(certificate(example), (row) => Object.assign(row, change), 3, installation);
    const { holds: good, faults } = await verdictOf(lines, installation.publicKey);
    expect([good, faults.join()]).toEqual([false, expect.stringContaining(fault)]);
  });

  it('takes no sale and no document twice, in any order', async () => {
    const doubled = certificate([...example, { ...example[0], clubId: derivedId('test', 'club', 9) }]);
    const { faults } = await verdictOf(doubled, installation.publicKey);
    expect(faults.join()).toMatch(/the client document occurs twice.*the sale occurs twice.*out of order/s);
  });
});
