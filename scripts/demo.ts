import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateDirectory } from '#local/state-directory';
import { format, type Money } from '#kernel/money';
import { Api, type ImportState, type Paged } from './api.js';
import { loadDemoData } from './demo-data.js';
import { clubs, demoPassword } from './demo/world.js';
import { judgeInvariants } from './invariants.js';
import { startStack } from './stack/stack.js';

/** The main job without a browser: from a messy file to invoices at both levels, on ports and data of its own. */
const begun = Date.now();
const stack = await startStack({
  dataDir: stateDirectory('demo'),
  fresh: true,
  ports: {
    gateway: 3700,
    identity: 3701,
    memberships: 3702,
    billing: 3703,
    imports: 3704,
    leads: 3705,
    postgres: 55_332,
    nats: 55_322,
    smtp: 3725,
    inbox: 3780,
  },
  say,
});
let well = false;
try {
  well = await tellTheStory();
} finally {
  await stack.stop();
}
console.log(`\n${well ? 'All is well' : 'Something is wrong'}, after ${Math.round((Date.now() - begun) / 1000)} s.`);
process.exit(well ? 0 : 1);

async function tellTheStory(): Promise<boolean> {
  say('Building a federation with twelve clubs');
  await loadDemoData(stack.url, stack.operatorApiKey, say);

  heading('1. The secretary of CPA Rosemont signs in and downloads the template');
  const secretary = await Api.signIn(stack.url, `${clubs[0].slug}@demo.example`, demoPassword);
  console.log((await secretary.text('/v1/imports/templates/resale')).split(/\r?\n/)[0]);

  heading('2. She uploads her file');
  const messy = await secretary.upload('resale', 'rosemont-messy.csv', readFileSync('demo/rosemont-messy.csv', 'utf8'));
  const judged = await secretary.settled(messy);
  console.log(
    `${judged.counts.rows} rows: ${judged.state}. ${judged.counts.errors} errors, ${judged.counts.warnings} warnings. Nothing was written.`,
  );
  const problems = await secretary.get<Problems>(`/v1/imports/${messy}/issues?limit=1000`);
  for (const { code, severity, rows } of problems.byCode) {
    const example = problems.data.find((issue) => issue.code === code);
    console.log(
      `  ${severity.padEnd(8)} ${code.padEnd(32)} ${String(rows).padStart(4)} rows${example ? `   e.g. row ${example.row}, ${example.column ?? 'whole row'}: ${example.detail}` : ''}`,
    );
  }

  heading('3. She uploads the repaired file');
  const id = await secretary.upload('resale', 'rosemont-repaired.csv', readFileSync('demo/rosemont-repaired.csv', 'utf8'));
  let state = await secretary.settled(id);
  console.log(
    `${state.counts.rows} rows: ${state.state}. ${state.counts.errors} errors, ${state.counts.warnings} warnings, ${state.counts.decisions} decisions.`,
  );
  if (state.state === 'invalid') {
    console.log(await secretary.text(`/v1/imports/${id}/issues?severity=error&limit=10`));
    return false;
  }
  if (state.state === 'needsDecisions') {
    console.log('Those who look like somebody known: she says of each that it is the same person.');
    await secretary.decide(id, ({ candidates }) => candidates?.[0].personId ?? null);
    state = await secretary.settled(id);
  }

  heading('4. The preview: every consequence, nothing written');
  const preview = await secretary.get<Preview>(`/v1/imports/${id}/preview?limit=4`);
  console.log(
    `${preview.people.created} people created, ${preview.people.reused} reused; ${preview.accounts.created} accounts; ${preview.memberships} memberships; ${preview.skipped} skipped.`,
  );
  for (const level of ['client', 'corporate'] as const) {
    const { documents, net, taxes, total } = preview.totals[level];
    const parts = [`net ${shown(net)}`, ...taxes.map(({ code, amount }) => `${code} ${shown(amount)}`)];
    console.log(
      `  ${level === 'client' ? 'club → clients    ' : 'federation → club '} ${documents} invoices, ${parts.join(', ')}, total ${shown(total)}`,
    );
  }
  for (const { level, row, debtorName, description, total } of preview.documents.data) {
    console.log(`    row ${row}, ${level}: ${debtorName}, ${description}, ${shown(total)}`);
  }

  heading('5. She commits exactly that');
  await secretary.post(`/v1/imports/${id}/commit`, { previewHash: preview.previewHash });
  const done = await secretary.settled(id, bar, 150);
  console.log();
  const { rows, created, reused, skipped, failed } = done.counts;
  console.log(`${done.state}: ${rows} read = ${created} created + ${reused} reused + ${skipped} skipped + ${failed} failed.`);
  const invoices = await secretary.get<Paged<{ number: string; level: string; debtorName: string; total: Money }>>(
    `/v1/invoices?importId=${id}&limit=4`,
  );
  for (const { number, level, debtorName, total } of invoices.data) console.log(`    ${number} (${level}): ${debtorName}, ${shown(total)}`);

  heading('6. A member shows her card at the door');
  if (!(await showsACard(secretary))) return false;

  heading('7. The invariants');
  return (await judgeInvariants(stack, say)) && done.state === 'finished' && rows === created + reused + skipped && failed === 0;
}

/** Of the last one made: a picture for a telephone, whose code opens the door. */
async function showsACard(secretary: Api): Promise<boolean> {
  const { data } = await secretary.get<Paged<{ membershipId: string }>>('/v1/cards?limit=1&voided=false');
  const path = `/v1/memberships/${data[0].membershipId}/card`;
  const { number, code, membership, holder } = await secretary.get<PrintedCard>(path);
  const response = await fetch(`${stack.url}${path}?format=png`, { headers: secretary.headers });
  const file = join(stateDirectory('demo'), `${number}.png`);
  writeFileSync(file, new Uint8Array(await response.arrayBuffer()));
  console.log(`${number}, ${holder.name}, ${membership}: ${file}`);
  const { admitted, reason, pass } = await secretary.post<Entry>('/v1/check-ins', { card: code });
  console.log(`The door reads ${code} off it: ${admitted ? `come in, ${pass}` : `no, ${reason}`}.`);
  return response.ok && admitted;
}

interface PrintedCard {
  number: string;
  code: string;
  membership: string;
  holder: { name: string };
}

interface Entry {
  admitted: boolean;
  reason: string | null;
  pass: string | null;
}

interface Problems extends Paged<{ row: number; column: string | null; code: string; detail: string }> {
  byCode: { code: string; severity: string; rows: number }[];
}

interface Totals {
  documents: number;
  net: Money;
  taxes: { code: string; amount: Money }[];
  total: Money;
}

interface Preview {
  previewHash: string;
  people: { created: number; reused: number };
  accounts: { created: number };
  memberships: number;
  skipped: number;
  totals: Record<'client' | 'corporate', Totals>;
  documents: Paged<{ row: number; level: string; debtorName: string; description: string; total: Money }>;
}

function say(line: string): void {
  console.log(`· ${line}`);
}

function heading(text: string): void {
  console.log(`\n${text}\n${'─'.repeat(text.length)}`);
}

function bar({ processed, counts, state }: ImportState): void {
  const share = counts.rows === 0 ? 1 : Math.min(1, processed / counts.rows);
  const full = Math.round(share * 40);
  const line = `[${'█'.repeat(full)}${'░'.repeat(40 - full)}] ${processed} of ${counts.rows} rows, ${state}`;
  process.stdout.write(process.stdout.isTTY ? `\r${line}  ` : `${line}\n`);
}

function shown(amount: Money): string {
  return format(amount);
}
