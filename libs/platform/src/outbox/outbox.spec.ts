import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { newId } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { FlowNetwork, disturb } from '../../test/flow-network.js';
import { databaseUrl } from '#testing/test-databases';
import { replayDeadLetters } from './replay-dead-letters.js';

jest.setTimeout(60_000);

const batches = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('a message on its way from the outbox of one service to the effect in another', () => {
  let network: FlowNetwork;

  const effectsAre = (wanted: number[], withinMs = 15_000) =>
    eventually(
      async () => {
        expect(await network.effects()).toEqual(wanted);
        return true;
      },
      { withinMs },
    );
  const allConfirmed = () => eventually(async () => (await network.openMessages()) === 0, { withinMs: 15_000 });
  const allSent = (count: number) =>
    eventually(async () => {
      const rows = await network.database('identity').query('SELECT FROM outbox WHERE sent_to IS NOT NULL');
      return rows.length === count;
    });
  const deadLetters = () =>
    network
      .database('imports')
      .query<{ message_id: string; tries: number; error: string; replayed_at: Date | null; caller: object | null }>(
        'SELECT * FROM dead_letters',
      );

  beforeAll(async () => {
    network = await FlowNetwork.start();
    await Promise.all([network.boot('identity'), network.boot('imports')]);
  });
  afterEach(async () => {
    disturb();
    await allConfirmed();
    await eventually(async () => (await network.pending()) === 0);
    await network.clear();
  });
  afterAll(() => network?.stop());

  it('arrives for the organizations it was sent for, and is closed once the consumer holds it', async () => {
    await network.announce(...batches(5));
    await effectsAre(batches(5));
    await allConfirmed();
    const [{ caller }] = await network.database('imports').query<{ caller: string }>('SELECT caller FROM effects LIMIT 1');
    expect(caller).toMatch(/resale-import:/);
  });

  it('is not sent when its transaction fails', async () => {
    await network.announceAndFail(1);
    await network.announce(2);
    await effectsAre([2]);
  });

  it('takes effect once however often and in whatever order it is delivered', async () => {
    const ids = batches(6).map(() => newId());
    const deliveries = [0, 1, 2, 3].flatMap((turn) => ids.map((_, i) => (i * 5 + turn * 7) % ids.length));
    await Promise.all(deliveries.map((i) => network.publish(i + 1, { messageId: ids[i] })));
    await effectsAre(batches(6));
    await eventually(async () => (await network.pending()) === 0);
    expect(await network.effects()).toEqual(batches(6));
  });

  it('stays open after the broker took it, and is sent again when the broker lost it before anybody worked on it', async () => {
    await network.halt('imports');
    await network.announce(...batches(3));
    await allSent(3);
    await pause(600); // Long enough for anything that closes rows on the broker's answer.
    expect(await network.openMessages()).toBe(3);

    await network.nats.administer((manager) => manager.streams.purge('IDENTITY'));
    await network.boot('imports');
    await effectsAre(batches(3));
  });

  it('waits in the outbox while its stream does not exist, and goes on when its owner has made it again', async () => {
    await network.nats.administer((manager) => manager.streams.delete('IDENTITY'));
    await network.announce(...batches(4));
    await effectsAre(batches(4));
  });

  it('survives NATS being killed and its store deleted in the middle of a stream of messages', async () => {
    const announcing = (async () => {
      for (const batch of batches(40)) {
        await network.announce(batch);
        await pause(30);
      }
    })();
    await pause(300);
    await network.nats.kill();
    network.nats.wipeStore();
    await pause(300);
    await network.nats.run();
    await announcing;
    await effectsAre(batches(40), 25_000);
    await allConfirmed();
    expect(await network.effects()).toEqual(batches(40));
  });

  it('survives NATS being killed with its store kept', async () => {
    disturb(() => pause(20));
    await network.announce(...batches(20));
    await network.nats.kill();
    await network.nats.run();
    await network.announce(21);
    await effectsAre(batches(21), 25_000);
  });

  it('survives the store being deleted under a running server', async () => {
    disturb(() => pause(50));
    await network.announce(...batches(20));
    network.nats.wipeStore();
    await network.announce(21, 22, 23);
    await effectsAre(batches(23), 30_000);
    await allConfirmed();
    await network.nats.kill(); // What such a server would do next is its own affair.
    await network.nats.run();
  });

  it('has one effect when two relays send and two consumers race', async () => {
    await Promise.all([network.boot('identity'), network.boot('imports')]);
    await Promise.all(batches(100).map((batch) => network.announce(batch)));
    await effectsAre(batches(100));
    await allConfirmed();
    expect(await network.effects()).toEqual(batches(100));
    await network.halt();
    await Promise.all([network.boot('identity'), network.boot('imports')]);
  });

  it('is finished by a consumer that is asked to stop while it works, or handed to the next one', async () => {
    disturb(() => pause(300));
    await network.announce(...batches(8));
    await eventually(async () => (await network.effects()).length > 0);
    await network.halt('imports');
    disturb();
    const atTheEnd = await network.effects();
    await pause(200);
    expect(await network.effects()).toEqual(atTheEnd);
    await network.boot('imports');
    await effectsAre(batches(8));
  });

  it('is not given to anybody else while a handler takes longer than the time to acknowledge', async () => {
    let calls = 0;
    disturb(async () => {
      calls += 1;
      await pause(3_500);
    });
    await network.publish(1);
    await effectsAre([1]);
    expect(calls).toBe(1);
  });

  it('is tried again after a failure', async () => {
    let failures = 3;
    disturb(() => {
      if (failures-- > 0) throw new Error('not now');
    });
    await network.announce(1);
    await effectsAre([1]);
    expect(await deadLetters()).toEqual([]);
  });

  it('becomes a dead letter after ten tries, which closes its row, and has its effect when somebody replays it', async () => {
    let calls = 0;
    disturb(() => {
      calls += 1;
      throw new Error('never');
    });
    await network.announce(7);
    const letter = await eventually(async () => (await deadLetters()).at(0));
    expect(letter).toMatchObject({ tries: 10, error: 'Error: never' });
    expect(calls).toBe(10);
    await allConfirmed();
    expect(await network.effects()).toEqual([]);

    disturb();
    const wish = { databaseUrl: databaseUrl(network.definition('imports'), network.database('imports').name, 'service') };
    expect(await replayDeadLetters(wish)).toBe(1);
    await effectsAre([7]);
    await eventually(async () => (await deadLetters())[0].replayed_at);
    expect(await replayDeadLetters(wish)).toBe(0);
  });

  it('stays a dead letter when its replay fails too', async () => {
    disturb(() => {
      throw new Error('never');
    });
    await network.announce(8);
    await eventually(async () => (await deadLetters()).length === 1);
    await replayDeadLetters({ databaseUrl: databaseUrl(network.definition('imports'), network.database('imports').name, 'service') });
    await eventually(async () => (await deadLetters())[0].tries === 11);
    expect((await deadLetters())[0].replayed_at).toBeNull();
  });

  it('is never worked on when nobody we believe vouches for its caller', async () => {
    const genuine = newId();
    await network.publish(1, { token: await network.forgedToken('identity') });
    await network.publish(2, { token: 'no token at all' });
    await network.publish(3, { messageId: genuine, token: '' });
    await eventually(async () => (await deadLetters()).length === 3);
    expect(await network.effects()).toEqual([]);
    for (const letter of await deadLetters()) expect(letter).toMatchObject({ error: 'platform.bad-token', caller: null });

    // Parking the forgery must not make anybody believe that the real message has arrived.
    await network.publish(4, { messageId: genuine });
    await effectsAre([4]);
  });
});
