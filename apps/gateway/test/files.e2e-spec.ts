import request from 'supertest';
import { GetInvoice } from '#contracts/billing/documents.query';
import { GetFilePiece, MakeDocumentFile, type FilePiece } from '#contracts/billing/files.query';
import { GetStatement, MakeStatementFile } from '#contracts/billing/statements.query';
import { newId, publicId } from '#kernel/ids';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { FakeServices } from './fake-services.js';

describe('documents as files', () => {
  const services = new FakeServices();
  const id = newId();
  let world: World;

  beforeAll(async () => {
    world = await startWorld([gateway, ...services.definitions()]);
  });
  afterAll(() => world?.stop());
  beforeEach(() => services.reset());

  const fileId = newId();
  const piece = (format: string, pieces = 1): FilePiece => ({
    fileId,
    fileName: `Relevé d’Ana.${format}`,
    mediaType: format === 'pdf' ? 'application/pdf' : 'text/csv; charset=utf-8',
    base64: Buffer.from('first ').toString('base64'),
    pieces,
  });
  const get = (path: string, accept?: string) => {
    const call = request(world.http).get(path).set('x-api-key', services.key).buffer(true);
    return accept ? call.set('accept', accept) : call;
  };
  const statement = `/v1/billing-accounts/${publicId('billingAccount', id)}/statement`;
  const invoice = `/v1/invoices/${publicId('invoice', id)}`;

  it.each([
    [`${statement}?format=csv`, undefined, 'csv'],
    [statement, 'text/csv', 'csv'],
    [statement, 'application/pdf', 'pdf'],
    [`${statement}?format=pdf`, 'application/json', 'pdf'],
    [statement, 'application/pdf;q=0.9, text/csv;q=0.1', 'pdf'],
  ])('BIL-23: %s accepting %s is made as %s', async (path, accept, format) => {
    services.answer(MakeStatementFile, ({ format: asked }) => piece(asked));
    const { headers } = await get(path, accept).expect(200);
    expect(headers['content-type']).toMatch(format === 'pdf' ? /^application\/pdf/ : /^text\/csv/);
    expect(headers['content-disposition']).toContain(`filename*=UTF-8''Relev%C3%A9%20d%E2%80%99Ana.${format}`);
    expect(services.of(MakeStatementFile)).toEqual([
      expect.objectContaining({ message: expect.objectContaining({ billingAccountId: id, format }) }),
    ]);
  });

  it.each([undefined, '*/*', 'text/html', 'application/json'])('is JSON for who accepts %s', async (accept) => {
    await get(statement, accept).expect(404);
    await get(invoice, accept).expect(404);
    expect([services.of(GetStatement).length, services.of(GetInvoice).length]).toEqual([1, 1]);
  });

  it('is put together from its pieces', async () => {
    services.answer(MakeDocumentFile, () => piece('pdf', 3));
    services.answer(GetFilePiece, ({ piece: number }) => ({ base64: Buffer.from(`piece ${number} `).toString('base64') }));
    const { body } = (await get(`${invoice}?format=pdf`).expect(200)) as { body: Buffer };
    expect(body.toString()).toBe('first piece 1 piece 2 ');
    expect(services.of(GetFilePiece).map(({ message }) => message)).toEqual([
      { fileId, piece: 1 },
      { fileId, piece: 2 },
    ]);
  });

  it.each([
    ['nl', undefined, 'nl'],
    ['nl', 'fr', 'nl'],
    [undefined, 'fr-CA,fr;q=0.9', 'fr'],
    [undefined, 'de', undefined],
    [undefined, undefined, undefined],
  ])('asked for in %s by who prefers %s is in %s', async (asked, preferred, language) => {
    services.answer(MakeDocumentFile, () => piece('pdf'));
    const call = get(`${invoice}?format=pdf${asked ? `&language=${asked}` : ''}`);
    await (preferred ? call.set('accept-language', preferred) : call).expect(200);
    expect(services.of(MakeDocumentFile)[0].message).toEqual({ documentId: id, kind: 'invoice', ...(language && { language }) });
  });

  it('refuses forms and languages there are not', async () => {
    await get(`${invoice}?format=csv`).expect(400);
    await get(`${statement}?language=de`).expect(400);
    await get(`${statement}?from=2026-02-30`).expect(400);
  });
});
