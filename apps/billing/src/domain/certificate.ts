import type { PairRecord, PairSide, PairSums, ReconciliationTotals, Sides } from '#contracts/billing/reconciliation';
import type { LocalDate } from '#kernel/dates';
import { hashOf } from '#kernel/fingerprint';
import { publicId, type Uuid } from '#kernel/ids';

/*
 * The reconciliation certificate as a file: one JSON object a line, in one canonical form, each with the hash of everything up to it,
 * so that nothing in it can be changed, removed, added or moved without it showing. The totals are those of its own lines, and the
 * last line signs the last hash. `scripts/verify-reconciliation.ts` checks such a file without us; it shares no code with this.
 */
export const certificateFormat = 'tessera-reconciliation/1';

export interface CertificateHead {
  readonly federationId: Uuid;
  readonly clubId: Uuid | null; // Null: of all clubs.
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly asOf: string;
}

/** How far a certificate is written. */
export interface CertificateProgress {
  readonly rows: number;
  readonly hash: string;
  readonly totals: readonly ReconciliationTotals[];
}

export interface Written {
  readonly text: string;
  readonly progress: CertificateProgress;
}

export function writeHead({ federationId, clubId, from, to, asOf }: CertificateHead): Written {
  const federation = publicId('organization', federationId);
  const club = clubId === null ? null : publicId('organization', clubId);
  const line = chained('', { certificate: certificateFormat, federation, club, from, to, asOf });
  return { text: line.text, progress: { rows: 0, hash: line.hash, totals: [] } };
}

export function writePairs(pairs: readonly PairRecord[], { rows, hash, totals }: CertificateProgress): Written {
  const sums = new Map(totals.map((total) => [total.currency, structuredClone(total)]));
  let text = '';
  for (const pair of pairs) {
    let total = sums.get(pair.currency);
    if (!total) sums.set(pair.currency, (total = nothing(pair.currency)));
    count(total[partOf(pair)], pair);
    const line = chained(hash, { row: ++rows, ...pairLine(pair) });
    hash = line.hash;
    text += line.text;
  }
  return { text, progress: { rows, hash, totals: [...sums.values()] } };
}

/** The totals, and the hash to sign. */
export function writeTotals({ rows, hash, totals }: CertificateProgress): { text: string; hash: string } {
  const inOrder = [...totals].sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return chained(hash, { rows, totals: inOrder.map(totalsLine) });
}

/** With the bare key: nothing stands in the file that the signature or the verifier does not cover. */
export const writeSignature = (signature: string, { kty, crv, x }: { kty: string; crv: string; x: string }): string =>
  `${JSON.stringify({ signature, key: { kty, crv, x } })}\n`;

/** What is signed: the last hash, and that it is one of these. */
export const signedText = (hash: string): string => `${certificateFormat}\n${hash}`;

function chained(before: string, content: object): { text: string; hash: string } {
  const body = JSON.stringify(content);
  const hash = hashOf(`${before}\n${body}\n`);
  return { text: `${body.slice(0, -1)},"hash":"${hash}"}\n`, hash };
}

function pairLine(pair: PairRecord) {
  const documentKind = pair.kind === 'invoice' ? 'invoice' : 'creditNote';
  const side = (part: PairSide | null) =>
    part && {
      document: publicId(documentKind, part.documentId),
      on: part.issuedOn,
      net: part.netMinor,
      tax: part.taxMinor,
      total: part.totalMinor,
    };
  return {
    kind: pair.kind,
    state: pair.state,
    reason: pair.reason,
    club: publicId('organization', pair.clubId),
    sale: publicId('sale', pair.saleId),
    operation: pair.operationId,
    person: pair.personId && publicId('person', pair.personId),
    currency: pair.currency,
    client: side(pair.client),
    corporate: side(pair.corporate),
    margin: pair.marginMinor,
  };
}

function totalsLine({ currency, ...parts }: ReconciliationTotals) {
  const sums = ({ count, client, corporate, marginMinor }: PairSums) => ({
    count,
    client: { net: client.netMinor, tax: client.taxMinor, total: client.totalMinor },
    corporate: { net: corporate.netMinor, tax: corporate.taxMinor, total: corporate.totalMinor },
    margin: marginMinor,
  });
  const { invoices, credits, decided, unmatched } = parts;
  return { currency, invoices: sums(invoices), credits: sums(credits), decided: sums(decided), unmatched: sums(unmatched) };
}

const zero = (): Sides => ({ netMinor: 0, taxMinor: 0, totalMinor: 0 });
const none = (): PairSums => ({ count: 0, client: zero(), corporate: zero(), marginMinor: 0 });

export const nothing = (currency: string): ReconciliationTotals => ({
  currency,
  invoices: none(),
  credits: none(),
  decided: none(),
  unmatched: none(),
});

/** Which of the totals a pair counts in. */
export const partOf = ({ kind, state }: Pick<PairRecord, 'kind' | 'state'>): Exclude<keyof ReconciliationTotals, 'currency'> =>
  state === 'paired' ? (kind === 'invoice' ? 'invoices' : 'credits') : state;

/** Raises the sums in place: a certificate has a hundred thousand pairs. */
function count(sums: PairSums, { client, corporate, marginMinor }: PairRecord): void {
  sums.count++;
  sums.marginMinor += marginMinor;
  if (client) add(sums.client, client);
  if (corporate) add(sums.corporate, corporate);
}

function add(sums: Sides, { netMinor, taxMinor, totalMinor }: PairSide): void {
  sums.netMinor += netMinor;
  sums.taxMinor += taxMinor;
  sums.totalMinor += totalMinor;
}
