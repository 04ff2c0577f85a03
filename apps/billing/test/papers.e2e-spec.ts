import { parseString } from 'fast-csv';
import type { Caller } from '#contracts/caller';
import { ListBillingAccounts, ListInvoices } from '#contracts/billing/documents.query';
import { CreateCreditNote } from '#contracts/billing/staff-documents';
import { GetFilePiece, MakeDocumentFile, type DocumentLanguage, type FilePiece } from '#contracts/billing/files.query';
import { statementLines } from '#contracts/billing/statement-lines';
import { GetStatement, MakeStatementFile } from '#contracts/billing/statements.query';
import { message } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { readPdf } from './read-pdf.js';
import { batchOf, freeze, quebec, someBuyers, someNetwork, work, type Network } from './resale.js';

let world: World;
let network: Network;
let family: Uuid;
let corporate: Uuid;
const clock = new MovedClock(new Date('2026-09-01T14:00:00Z'));
const owner = 'Parent de Marie-Ève Œuvrard d’Hélène-Gagné-Côté de l’Île';

beforeAll(async () => {
  world = await startWorld([billing], { clock });
  network = await someNetwork(world, { taxes: quebec });
  const importId = newId();
  await freeze(world, network, importId);
  await work(world, network, batchOf(network, importId, [{ row: 2, name: '=Zoë Ñandú', account: owner }]));
  const of = async (level: 'client' | 'corporate') =>
    (await world.ask(message(ListBillingAccounts, { limit: 9, level }), network.ana)).data[0].id;
  [family, corporate] = [await of('client'), await of('corporate')];
});
afterAll(() => world?.stop());

const period = { from: '2026-01-01', to: '2026-12-31' };
const statementFile = (billingAccountId: Uuid, format: 'csv' | 'pdf', language?: DocumentLanguage, as: Caller = network.ana) =>
  world.ask(message(MakeStatementFile, { billingAccountId, ...period, format, language }), as, { timeoutMs: 60_000 });
const rowsOf = (text: string): Promise<string[][]> =>
  new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString<string[], string[]>(text)
      .on('data', (row: string[]) => rows.push(row))
      .on('error', reject)
      .on('end', () => resolve(rows));
  });
const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );

describe('a statement as PDF', () => {
  it.each([
    ['fr', 'Relevé de compte', 'Période 1 janv. 2026 – 31 déc. 2026', 'Solde de clôture', '45,99 $', 'Page 1 de 1'],
    ['en', 'Statement of account', 'Period Jan 1, 2026 – Dec 31, 2026', 'Closing balance', '$45.99', 'Page 1 of 1'],
    ['nl', 'Rekeningoverzicht', 'Periode 1 jan 2026 – 31 dec 2026', 'Eindsaldo', '$ 45,99', 'Pagina 1 van 1'],
  ] as const)('BIL-23: reads in %s, with every accent', async (language, title, span, closing, amount, page) => {
    const { text, title: named } = await readPdf(await statementFile(family, 'pdf', language));
    for (const said of [
      title,
      span,
      closing,
      amount,
      page,
      network.club.name,
      owner,
      'Patinage récréatif',
      '=Zoë Ñandú',
      '12 rue Principale',
    ]) {
      expect(text).toContain(said);
    }
    expect(named).toBe(title);
  });

  it('BIL-23: is in the issuer’s first language when none is asked for', async () => {
    expect((await readPdf(await statementFile(family, 'pdf'))).text).toContain('Relevé de compte');
  });

  it('is for whoever may read the statement, and nobody else', async () => {
    expect(await refused(statementFile(family, 'pdf', 'en', network.director))).toBe('billing.no-such-billing-account');
    expect(await refused(statementFile(family, 'csv', 'en', someCaller()))).toBe('billing.no-such-billing-account');
    expect((await readPdf(await statementFile(corporate, 'pdf', 'en', network.director))).text).toContain(network.club.name);
  });
});

describe('a statement as CSV', () => {
  it('BIL-23: says what its JSON says, and starts no formula', async () => {
    const { base64, fileName, mediaType } = await statementFile(family, 'csv', 'en');
    expect([fileName, mediaType]).toEqual([`Statement of account ${owner} 2026-01-01 2026-12-31.csv`, 'text/csv; charset=utf-8']);
    const [header, opening, line, closing, ...rest] = await rowsOf(Buffer.from(base64, 'base64').toString());
    expect(rest).toEqual([]);
    const asked = message(GetStatement, { billingAccountId: family, ...period, limit: 10 });
    const lines = statementLines((await world.ask(asked, network.ana)).lines);
    expect(Object.fromEntries(header.map((name, i) => [name, line[i]]))).toEqual({
      Date: lines[0].on,
      Entry: 'Invoice',
      Number: lines[0].number,
      Description: lines[0].description,
      Person: "'=Zoë Ñandú",
      Method: '',
      Reference: '',
      Reason: '',
      Income: '45.99',
      Cashflow: '0.00',
      Balance: '45.99',
      Currency: 'CAD',
    });
    expect([opening[10], closing[10]]).toEqual(['0.00', '45.99']);
  });
});

describe('an invoice as PDF', () => {
  const invoiceOf = async (level: 'client' | 'corporate') =>
    (await world.ask(message(ListInvoices, { limit: 1, level }), network.ana)).data[0];
  const file = (documentId: Uuid, language?: DocumentLanguage, as: Caller = network.ana): Promise<FilePiece> =>
    world.ask(message(MakeDocumentFile, { documentId, kind: 'invoice', language }), as);

  it('BIL-3, BIL-20: shows issuer, tax registrations, party, lines, taxes, totals and what is open', async () => {
    const invoice = await invoiceOf('client');
    const made = await file(invoice.id, 'fr');
    expect(made.fileName).toBe(`Facture ${invoice.number}.pdf`);
    const { text } = await readPdf(made);
    const said = [
      'Facture',
      invoice.number,
      'TPS 123456789 RT0001',
      'TVQ 1234567890 TQ0001',
      owner,
      '12 rue Principale',
      'Patinage récréatif',
    ];
    const sums = ['40,00', '2,00', '3,99', 'TPS 5 %', 'TVQ 9,975 %', 'Total 45,99 $', 'Montant à payer 45,99 $', '1 oct. 2026'];
    for (const part of [...said, ...sums]) expect(text).toContain(part);
  });

  it('BIL-19: is read by the club and by the federation at the corporate level, a client’s by its club alone', async () => {
    const corporateInvoice = await invoiceOf('corporate');
    for (const who of [network.ana, network.director]) {
      expect((await readPdf(await file(corporateInvoice.id, 'en', who))).text).toContain('Amount due $28.74');
    }
    const invoice = await invoiceOf('client');
    expect(await refused(file(invoice.id, 'en', network.director))).toBe('billing.no-such-invoice');
    expect(await refused(world.ask(message(MakeDocumentFile, { documentId: invoice.id, kind: 'credit-note' }), network.ana))).toBe(
      'billing.no-such-credit-note',
    );
  });
});

describe('a credit note as PDF', () => {
  it('BIL-4, BIL-17: names the invoice it credits and why, and takes its amounts away', async () => {
    const [invoice] = (await world.ask(message(ListInvoices, { limit: 1, level: 'client' }), network.ana)).data;
    const creditNoteId = newId();
    const lines = [{ position: 1, credit: { kind: 'whole' as const } }];
    const note = await world.ask(
      message(CreateCreditNote, { creditNoteId, invoiceId: invoice.id, lines, memo: 'Œdème au genou' }),
      network.ana,
    );
    const { text } = await readPdf(
      await world.ask(message(MakeDocumentFile, { documentId: creditNoteId, kind: 'credit-note', language: 'fr' }), network.ana),
    );
    const said = [
      'Note de crédit',
      note.number,
      invoice.number,
      'correction',
      '−40,00',
      'Total −45,99 $',
      'Œdème au genou',
      '=Zoë Ñandú',
      'TPS 123456789 RT0001',
    ];
    for (const part of said) expect(text).toContain(part);
    const credited = await readPdf(
      await world.ask(message(MakeDocumentFile, { documentId: invoice.id, kind: 'invoice', language: 'fr' }), network.ana),
    );
    for (const part of ['Crédité −45,99 $', 'Montant à payer 0,00 $', 'Cette facture est réglée']) expect(credited.text).toContain(part);
  });
});

describe('a long statement', () => {
  beforeAll(async () => {
    const importId = newId();
    await freeze(world, network, importId);
    for (const batch of [0, 1]) await work(world, network, batchOf(network, importId, someBuyers(1500, 2 + batch * 1500), batch));
  });

  it('BIL-23: breaks over pages, each with its header and its number', async () => {
    const clerk = someCaller({ organization: network.club });
    const first = await world.ask(
      message(MakeStatementFile, { billingAccountId: corporate, from: '2026-09-01', to: '2026-09-01', format: 'pdf', language: 'en' }),
      clerk,
      { timeoutMs: 60_000 },
    );
    const { pages } = await readPdf({ base64: (await whole(first)).toString('base64') });
    expect(pages.length).toBeGreaterThan(50);
    for (const [i, page] of pages.entries()) {
      expect(page).toContain(`Page ${i + 1} of ${pages.length}`);
      if (i < pages.length - 1) expect(page).toContain('Date Entry Income Cashflow Balance');
    }
    expect(pages.join('\n').match(/Invoice 2026-\d{6}/g)).toHaveLength(3001);
  });

  it('comes in pieces that only the organization it was made for is given', async () => {
    const made = await statementFile(corporate, 'csv', 'en');
    expect(made.pieces).toBeGreaterThan(1);
    expect(await rowsOf((await whole(made)).toString())).toHaveLength(1 + 3001 + 2);
    const piece = message(GetFilePiece, { fileId: made.fileId, piece: 1 });
    expect(await refused(world.ask(piece, network.director))).toBe('billing.no-such-file');
    expect(await refused(world.ask(piece, someCaller()))).toBe('billing.no-such-file');
    expect(await refused(world.ask(message(GetFilePiece, { fileId: newId(), piece: 1 }), network.ana))).toBe('billing.no-such-file');
  });

  async function whole({ fileId, base64, pieces }: FilePiece): Promise<Buffer> {
    const parts = [Buffer.from(base64, 'base64')];
    for (let piece = 1; piece < pieces; piece++) {
      const next = await world.ask(message(GetFilePiece, { fileId, piece }), network.ana);
      parts.push(Buffer.from(next.base64, 'base64'));
    }
    return Buffer.concat(parts);
  }
});
