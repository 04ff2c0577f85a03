import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as rawRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { AppendUpload, StartImport, type ImportRecord } from '#contracts/imports/imports';
import { newId, publicId } from '#kernel/ids';
import { Forbidden } from '#platform/errors/forbidden';
import { eventually } from '#testing/eventually';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { FakeServices } from './fake-services.js';
import { someImport } from './some-import.js';

const MiB = 1024 * 1024;

describe('an upload', () => {
  const services = new FakeServices();
  let world: World;
  let atOnce: number;
  let underway: number;

  beforeAll(async () => {
    world = await startWorld([gateway, ...services.definitions()]);
  });
  afterAll(() => world?.stop());
  beforeEach(() => {
    services.reset();
    [atOnce, underway] = [0, 0];
    services.answer(AppendUpload, async () => {
      atOnce = Math.max(atOnce, ++underway);
      await pause(2);
      underway--;
      return { received: 1 };
    });
    services.answer(StartImport, ({ importId }): ImportRecord => someImport({ id: importId, state: 'checking' }));
  });

  const upload = () => request(world.http).post('/v1/imports').set('x-api-key', services.key);
  const pieces = () => services.of(AppendUpload).map(({ message }) => message as AppendUpload);
  const started = () => services.of(StartImport).map(({ message }) => message as StartImport);

  it.each([0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 3 * MiB + 7, 20 * MiB])(
    'of %i bytes arrives whole, in pieces of at most 256 KiB, a few at once',
    async (size) => {
      const file = randomBytes(size);
      const { body, headers } = await upload()
        .field('kind', 'resale')
        .attach('file', file, { filename: 'members.csv', contentType: 'text/csv' })
        .expect(202);

      const arrived = pieces()
        .sort((a, b) => a.index - b.index)
        .map(({ bytes }) => Buffer.from(bytes, 'base64'));
      expect(arrived.every(({ length }) => length <= 256 * 1024)).toBe(true);
      expect(Buffer.concat(arrived).equals(file)).toBe(true);
      expect(pieces().map(({ index }) => index)).toEqual(arrived.map((_piece, index) => index));
      expect(atOnce).toBeLessThanOrEqual(4);
      const [start] = started();
      expect(start).toMatchObject({
        uploadId: pieces()[0]?.uploadId ?? expect.any(String),
        kind: 'resale',
        fileName: 'members.csv',
        pieces: arrived.length,
        size,
        sha256: createHash('sha256').update(file).digest('hex'),
      });
      expect(body).toMatchObject({ id: publicId('import', start.importId), state: 'checking' });
      expect(headers.location).toBe(`/v1/imports/${publicId('import', start.importId)}`);
    },
  );

  it('of one byte too many is refused once nothing of it is on its way any more, and no import made of it', async () => {
    const { body } = await upload()
      .field('kind', 'resale')
      .attach('file', randomBytes(20 * MiB + 1), 'members.csv')
      .expect(413);
    expect(underway).toBe(0);
    expect(body).toMatchObject({ code: 'imports.too-large', atMost: 20 * MiB });
    expect(started()).toEqual([]);
  });

  it('that says it is far too large is refused before anything is sent on', async () => {
    const { response } = openUpload({ 'content-length': String(30 * MiB) });
    expect((await response).statusCode).toBe(413);
    expect(pieces().length).toBe(0);
  });

  it('that never ends is refused once it is too large, and then cut off', async () => {
    const { sending, response } = openUpload();
    sending.on('error', () => undefined);
    sending.write(head('file', 'members.csv'));
    const feed = (async () => {
      for (let sent = 0; sent < 60; sent++) {
        sending.write(randomBytes(MiB));
        await pause(5);
      }
    })();
    expect((await response).statusCode).toBe(413);
    await feed;
    expect(pieces().length).toBeLessThanOrEqual(80); // What 20 MiB are; 60 were sent.
    sending.destroy();
  });

  it.each([
    ['xlsx', 'members.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['an image', 'members.csv', 'image/png'],
    ['bytes without a name that says CSV', 'members.bin', 'application/octet-stream'],
  ])('of %s is refused as the wrong kind', async (_what, filename, contentType) => {
    const { body } = await upload().field('kind', 'resale').attach('file', Buffer.from('a,b'), { filename, contentType }).expect(415);
    expect(body).toMatchObject({ code: 'gateway.wrong-media-type' });
    expect(pieces().length).toBe(0);
  });

  it.each([
    ['text/csv', 'members.csv'],
    ['application/vnd.ms-excel', 'Members.CSV'],
    ['application/octet-stream', 'members.csv'],
    ['text/plain', 'members.txt'],
  ])('called %s is taken', async (contentType, filename) => {
    await upload().field('kind', 'resale').attach('file', Buffer.from('a,b'), { filename, contentType }).expect(202);
  });

  it('must be a form', async () => {
    await upload().set('content-type', 'text/csv').send('a,b').expect(415);
    await upload().send({ kind: 'resale' }).expect(415);
    await upload().set('content-type', 'multipart/form-data').send('a').expect(415);
    await upload().set('content-type', 'multipart/form-data; boundary=').send('a').expect(400);
    await upload().expect(415);
  });

  it('must say what it is of, with its file, once, and nothing else', async () => {
    const file = Buffer.from('a,b');
    const faults = async (call: ReturnType<typeof upload>) => {
      const { body } = await call.expect(400);
      return (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    };
    expect(await faults(upload().attach('file', file, 'a.csv'))).toEqual(['/kind']);
    expect(await faults(upload().field('kind', 'leads').attach('file', file, 'a.csv'))).toEqual(['/kind']);
    expect(await faults(upload().field('kind', 'resale').field('colour', 'red').attach('file', file, 'a.csv'))).toEqual(['/colour']);
    expect(await faults(upload().field('kind', 'resale'))).toEqual(['/file']);
    expect(await faults(upload().field('kind', 'resale').attach('other', file, 'a.csv'))).toEqual(['/other']);
    expect(await faults(upload().field('kind', 'resale').attach('file', file, 'a.csv').attach('file', file, 'b.csv'))).toEqual(['']);
    expect(started()).toEqual([]);
  });

  it('may name its kind after the file', async () => {
    await upload().attach('file', Buffer.from('a,b'), 'a.csv').field('kind', 'resale').expect(202);
  });

  it('keeps the name of its file as a label, never a path', async () => {
    const name = async (filename: string) => {
      await upload().field('kind', 'resale').attach('file', Buffer.from('a,b'), { filename, contentType: 'text/csv' }).expect(202);
      return started().at(-1)?.fileName;
    };
    expect(await name('../../etc/passwd.csv')).toBe('passwd.csv');
    expect(await name('C:\\Users\\Ana\\membres été.csv')).toBe('membres été.csv');
    expect(await name(`${'x'.repeat(300)}.csv`)).toHaveLength(255);
  });

  it('that breaks off leaves no import behind', async () => {
    const { sending } = openUpload({ 'content-length': '1000000' });
    sending.on('error', () => undefined);
    sending.write(head('file', 'members.csv'));
    sending.write(randomBytes(300_000));
    await eventually(() => pieces().length > 0);
    sending.destroy();
    await pause(100);
    expect(started()).toEqual([]);
  });

  it('with a broken form is refused', async () => {
    const { sending, response } = openUpload();
    sending.end(head('file', 'members.csv'));
    expect((await response).statusCode).toBe(400);
  });

  it('repeated with its key is the same upload and the same import; the key goes with the import', async () => {
    const send = () =>
      upload().set('idempotency-key', 'once').field('kind', 'resale').attach('file', Buffer.from('a,b'), 'a.csv').expect(202);
    const [one, two] = [await send(), await send()];
    expect(two.body).toEqual(one.body);
    expect(started()[1]).toEqual(started()[0]);
    expect(services.of(StartImport).map(({ context }) => context.idempotencyKey)).toEqual(['once', 'once']);
    expect(services.of(AppendUpload).map(({ context }) => context.idempotencyKey)).toEqual([undefined, undefined]);
  });

  it('goes out on behalf of who sent it, and stops when the service refuses it', async () => {
    services.answer(AppendUpload, () => {
      throw new Forbidden();
    });
    await upload()
      .field('kind', 'resale')
      .attach('file', randomBytes(5 * MiB), 'a.csv')
      .expect(403);
    expect(services.of(AppendUpload)[0].context.caller).toMatchObject({ kind: 'api-key', organizations: [services.club.id] });
    expect(pieces().length).toBeLessThan(20);
  });

  it('needs credentials before a byte of it is passed on', async () => {
    await request(world.http).post('/v1/imports').field('kind', 'resale').attach('file', Buffer.from('a,b'), 'a.csv').expect(401);
    expect(pieces().length).toBe(0);
  });

  const boundary = newId();
  const head = (name: string, filename: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: text/csv\r\n\r\n`;

  /** A request written by hand, for bodies no well-behaved client would send. */
  function openUpload(headers: Record<string, string> = {}): { sending: ClientRequest; response: Promise<IncomingMessage> } {
    const all = { 'x-api-key': services.key, 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers };
    const sending = rawRequest(`${world.http}/v1/imports`, { method: 'POST', headers: all });
    sending.flushHeaders();
    const response = once(sending, 'response').then(([received]) => {
      const incoming = received as IncomingMessage;
      incoming.resume();
      return incoming;
    });
    response.catch(() => undefined);
    return { sending, response };
  }
});
