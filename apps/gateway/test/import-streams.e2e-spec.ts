import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { GetImport, GetReport, GetTemplate, type ImportRecord } from '#contracts/imports/imports';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';
import { newId, publicId } from '#kernel/ids';
import { Forbidden } from '#platform/errors/forbidden';
import { Unauthenticated } from '#platform/errors/unauthenticated';
import { Unavailable } from '#platform/errors/unavailable';
import { eventually } from '#testing/eventually';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { FakeServices } from './fake-services.js';
import { someImport } from './some-import.js';

describe('what an import streams', () => {
  const services = new FakeServices();
  let world: World;

  beforeAll(async () => {
    world = await startWorld([gateway, ...services.definitions()]);
  });
  afterAll(() => world?.stop());
  beforeEach(() => services.reset());

  const id = newId();
  const address = `/v1/imports/${publicId('import', id)}`;
  const get = (path: string) => request(world.http).get(path).set('x-api-key', services.key);

  /** Answers looks one after the other, the last for ever. */
  function unfolds(...states: (Partial<ImportRecord> | Error)[]): void {
    let look = 0;
    services.answer(GetImport, () => {
      const now = states[Math.min(look++, states.length - 1)];
      if (now instanceof Error) throw now;
      return someImport({ id, ...now });
    });
  }

  const events = (text: string) =>
    text
      .split('\n\n')
      .filter(Boolean)
      .map((block) =>
        Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])),
      );
  const told = (text: string) => events(text).map(({ event, data }) => [event, (JSON.parse(data) as { processed: number }).processed]);

  describe('its progress', () => {
    it('is told each time it changes, and ends when nothing more happens by itself', async () => {
      unfolds({ processed: 1 }, { processed: 1 }, { processed: 5 }, { processed: 10, state: 'finished' });
      const { text } = await get(`${address}/events`)
        .expect(200)
        .expect('content-type', /^text\/event-stream/)
        .buffer(true);
      expect(told(text)).toEqual([
        ['progress', 1],
        ['progress', 5],
        ['progress', 10],
        ['end', 10],
      ]);
      expect(JSON.parse(events(text)[0].data)).toEqual({
        state: 'running',
        counts: someImport().counts,
        processed: 1,
        stages: { people: 0, memberships: 0, invoices: 0 },
        undo: null,
      });
    });

    it.each(['invalid', 'needsDecisions', 'ready', 'paused', 'failed', 'cancelled', 'discarded'] as const)(
      'ends at once when it is %s',
      async (state) => {
        unfolds({ state });
        const { text } = await get(`${address}/events`).expect(200);
        expect(events(text).map(({ event }) => event)).toEqual(['progress', 'end']);
      },
    );

    it('tells a client that comes back only what it has not heard, and to stop when that is nothing', async () => {
      unfolds({ processed: 1 }, { processed: 2, state: 'finished' });
      const { text } = await get(`${address}/events`);
      const [first, last] = events(text);
      unfolds({ processed: 1 }, { processed: 2, state: 'finished' });
      const again = await get(`${address}/events`).set('last-event-id', first.id);
      expect(told(again.text)).toEqual([
        ['progress', 2],
        ['end', 2],
      ]);
      await get(`${address}/events`).set('last-event-id', last.id).expect(204);
    });

    it('goes on over a moment in which a service is away', async () => {
      unfolds({ processed: 1 }, new Unavailable(), { processed: 2, state: 'finished' });
      const { text } = await get(`${address}/events`);
      expect(told(text).at(-1)).toEqual(['end', 2]);
    });

    it('is told to nobody who has signed out meanwhile', async () => {
      unfolds({ processed: 1 });
      let asked = 0;
      services.answer(ResolveCaller, () => {
        if (++asked > 3) throw new Unauthenticated();
        return services.administrator();
      });
      const { text } = await get(`${address}/events`).expect(200);
      expect(told(text)).toEqual([['progress', 1]]);
    });

    it('is told to fifty listeners of an organization at once, and the next is asked to wait', async () => {
      unfolds({ processed: 1 });
      const listening = Array.from({ length: 50 }, () => get(`${address}/events`));
      for (const listener of listening) listener.end(() => undefined);
      await eventually(() => services.of(GetImport).length >= 50);
      await get(`${address}/events`).expect(429).expect('retry-after', '5');
      for (const listener of listening) listener.abort();
      unfolds({ processed: 2, state: 'finished' });
      await eventually(async () => (await get(`${address}/events`)).status === 200);
    });

    it('is an ordinary refusal when there is nothing to follow', async () => {
      await get(`${address}/events`)
        .expect(404)
        .expect('content-type', /^application\/problem\+json/);
    });

    it('is no longer looked for once the listener has gone', async () => {
      unfolds({ processed: 1 });
      const listening = get(`${address}/events`);
      listening.end(() => undefined);
      await eventually(() => services.of(GetImport).length > 2);
      listening.abort();
      await pause(100);
      const looks = services.of(GetImport).length;
      await pause(900);
      expect(services.of(GetImport).length - looks).toBeLessThanOrEqual(1);
    });

    it('does not hold up a gateway that stops', async () => {
      unfolds({ processed: 1 });
      const listening = get(`${address}/events`).then(({ text }) => text);
      await eventually(() => services.of(GetImport).length > 2);
      const startedAt = Date.now();
      await world.halt('gateway');
      expect(Date.now() - startedAt).toBeLessThan(3_000);
      expect(told(await listening)).toEqual([['progress', 1]]);
      await world.start('gateway');
    });
  });

  describe('its files', () => {
    it('are a template in the reader’s language', async () => {
      services.answer(GetTemplate, ({ language }) => ({
        text: `First name (${language})\r\n`,
        fileName: 'modèle "A".csv',
        mediaType: 'text/csv; charset=utf-8',
      }));
      const { text, headers } = await get('/v1/imports/templates/resale').set('accept-language', 'fr').expect(200);
      expect(text).toBe('First name (fr)\r\n');
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(headers['content-disposition']).toBe(`attachment; filename="mode_le _A_.csv"; filename*=UTF-8''mod%C3%A8le%20%22A%22.csv`);
      await get('/v1/imports/templates/unheard-of').expect(404);
    });

    it('are a report, piece by piece', async () => {
      const piece = 'x'.repeat(200_000);
      services.answer(GetReport, ({ after }) => ({
        text: `${after ?? 0}${piece}`,
        next: after === '9' ? null : String(Number(after ?? 0) + 1),
        fileName: 'report.csv',
      }));
      const { text } = await get(`${address}/report`)
        .expect(200)
        .expect('content-type', 'text/csv; charset=utf-8')
        .expect('content-disposition', /^attachment/);
      expect(text.length).toBe(10 * 200_001);
      expect(text.startsWith('0x')).toBe(true);
    });

    it('are refused as anything else when they are not the caller’s', async () => {
      services.answer(GetReport, () => {
        throw new Forbidden();
      });
      await get(`${address}/report`)
        .expect(403)
        .expect('content-type', /^application\/problem\+json/);
    });

    it('are visibly cut off when they break in the middle', async () => {
      services.answer(GetReport, ({ after }) => {
        if (after) throw new Error('gone');
        return { text: 'first', next: '1', fileName: 'report.csv' };
      });
      await expect(get(`${address}/report`)).rejects.toThrow(/aborted|hang up|terminated/);
    });
  });
});
