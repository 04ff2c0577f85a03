import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Migration } from '@mikro-orm/migrations';
import { newId } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { startDatabase, type StartedDatabase } from '#testing/start-database';
import { platformTables } from '../database/platform-tables.js';
import { currentCaller, currentContext, runAs, runInContext } from '../messaging/context.js';
import { MessageMetrics } from '../messaging/message-metrics.js';
import type { MessagingTuning } from '../messaging/messaging-config.js';
import type { SagaRun } from './saga.js';
import { SagaRunner } from './saga-runner.js';
import { SagaStore } from './saga-store.js';
import { Sagas } from './sagas.js';

jest.setTimeout(30_000);
Logger.overrideLogger(['fatal']); // Failures are provoked here on purpose.

class Tables extends Migration {
  override up(): void {
    for (const statement of platformTables('imports')) this.addSql(statement);
  }
}

const quick: Partial<MessagingTuning> = { sweepEveryMs: 30, sagaLeaseMs: 600, sagaRetryMs: 20, drainMs: 100 };
const kind = 'resale-import';

/** Once dead, a process claims nothing and renews nothing; what it had begun may still come to an end, too late. */
class MortalStore extends SagaStore {
  dead = false;

  override claim(...wanted: Parameters<SagaStore['claim']>): ReturnType<SagaStore['claim']> {
    return this.dead ? Promise.resolve([]) : super.claim(...wanted);
  }

  override renew(...lease: Parameters<SagaStore['renew']>): ReturnType<SagaStore['renew']> {
    return this.dead ? Promise.resolve(true) : super.renew(...lease);
  }
}

describe('a saga', () => {
  let started: StartedDatabase;
  let runners: SagaRunner[] = [];
  const metrics = new MessageMetrics();

  /** A process that runs sagas. */
  function runner(run: SagaRun, tuning: Partial<MessagingTuning> = {}): { sagas: Sagas; die: () => void } {
    const config = { service: 'imports', natsUrl: '', callerKey: {}, callerPublicKeys: {}, tuning: { ...quick, ...tuning } } as const;
    const store = new MortalStore(started.database);
    const made = new SagaRunner(store, metrics, config);
    runners.push(made);
    const sagas = new Sagas(made);
    sagas.register(kind, run);
    made.onApplicationBootstrap();
    return { sagas, die: () => (store.dead = true) };
  }

  const begin = (sagas: Sagas, id = newId(), more: { deadlineAt?: Date } = {}, caller = someCaller()): Promise<string> =>
    runAs(caller, async () => {
      await started.database.transaction((em) => sagas.start(em, { id, kind, step: 'reserve', data: { rows: 2 }, ...more }));
      return id;
    });

  const row = async (id: string) => {
    const [found] = await started.all.query<{
      step: string;
      data: object;
      done_at: Date | null;
      attempts: number;
      alarmed_at: Date | null;
      last_error: string;
    }>('SELECT * FROM sagas WHERE id = $1', [id]);
    return found;
  };
  const done = (id: string) => eventually(async () => (await row(id)).done_at);

  beforeAll(async () => {
    started = await startDatabase({ name: 'imports', module: class {}, migrations: [Tables] });
  });
  afterEach(async () => {
    await Promise.all(runners.map((one) => one.onModuleDestroy()));
    runners = [];
    await started.all.query('TRUNCATE sagas');
  });
  afterAll(() => started?.stop());

  it('runs step after step with the data each leaves, as a flow of the organizations it was begun for', async () => {
    const seen: unknown[] = [];
    const { sagas } = runner(async ({ step, data }) => {
      seen.push([step, data, currentCaller(), currentContext().correlationId]);
      return step === 'reserve' ? { step: 'run', data: { batch: 1 } } : 'done';
    });
    const caller = someCaller();
    const id = await runInContext({ caller, correlationId: 'outside' }, () => begin(sagas, newId(), {}, caller));
    await done(id);
    const { organization, organizations, federationId } = caller;
    const flow = { kind: 'flow', id: `${kind}:${id}`, name: `${kind}:${id}`, roles: [], organization, organizations, federationId };
    expect(seen).toEqual([
      ['reserve', { rows: 2 }, flow, 'outside'],
      ['run', { batch: 1 }, flow, 'outside'],
    ]);
  });

  it('begins once, however often it is begun', async () => {
    const run = jest.fn<SagaRun>(async () => 'done');
    const { sagas } = runner(run);
    const id = await begin(sagas);
    await done(id);
    await begin(sagas, id);
    await pause(150);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('does not begin when its transaction fails', async () => {
    const run = jest.fn<SagaRun>(async () => 'done');
    const { sagas } = runner(run);
    const failed = runAs(someCaller(), () =>
      started.database.transaction(async (em) => {
        await sagas.start(em, { id: newId(), kind, step: 'reserve', data: {} });
        throw new Error('changed its mind');
      }),
    );
    await expect(failed).rejects.toThrow('changed its mind');
    await pause(150);
    expect(run).not.toHaveBeenCalled();
  });

  it('tries a failing step again, later each time, and says why it failed', async () => {
    let failures = 3;
    const attempts: number[] = [];
    const { sagas } = runner(async (saga) => {
      attempts.push(saga.attempts);
      if (failures-- > 0) throw new Error('not now');
      return 'done';
    });
    const id = await begin(sagas);
    await done(id);
    expect(attempts).toEqual([0, 1, 2, 3]);
    expect((await row(id)).last_error).toContain('not now');
  });

  it('is resumed in the step it was in when its runner dies', async () => {
    const steps: string[] = [];
    let died = false;
    const dying = runner(async ({ step }) => {
      steps.push(`first ${step}`);
      if (step === 'reserve') return { step: 'run' };
      died = true;
      return new Promise(() => undefined); // Killed at this line: it never comes back, and renews nothing.
    });
    const id = await begin(dying.sagas);
    await eventually(() => died);
    dying.die();

    runner(async ({ step }) => {
      steps.push(`second ${step}`);
      return 'done';
    });
    await done(id);
    expect(steps).toEqual(['first reserve', 'first run', 'second run']);
  });

  it('cannot be moved by a runner whose lease somebody else has taken', async () => {
    let release: (() => void) | undefined;
    const slow = runner(async () => {
      await new Promise<void>((resolve) => (release = resolve));
      return { step: 'written by the one that was thought dead' };
    });
    const id = await begin(slow.sagas);
    await eventually(() => release);
    slow.die();
    runner(async () => 'done');
    await done(id);
    release?.();
    await pause(100);
    expect((await row(id)).step).toBe('reserve');
  });

  it('is run by one of several processes at a time', async () => {
    let [running, most] = [0, 0];
    const counted: SagaRun = async ({ data }) => {
      most = Math.max(most, (running += 1));
      await pause(15);
      running -= 1;
      const { left = 10 } = data as { left?: number };
      return left > 0 ? { step: 'run', data: { left: left - 1 }, afterMs: 1 } : 'done';
    };
    const [{ sagas }] = [runner(counted), runner(counted), runner(counted)];
    const id = await begin(sagas);
    await done(id);
    expect(most).toBe(1);
  });

  it('keeps its lease through a step that takes longer than the lease', async () => {
    const run = jest.fn<SagaRun>(async () => {
      await pause(1_500);
      return 'done';
    });
    const { sagas } = runner(run);
    runner(run);
    const id = await begin(sagas);
    await done(id);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('waits in its step until it is due', async () => {
    let ready = false;
    const run = jest.fn<SagaRun>(async () => (ready ? 'done' : { wait: true, afterMs: 60 }));
    const { sagas } = runner(run);
    const id = await begin(sagas);
    await eventually(() => run.mock.calls.length >= 3);
    ready = true;
    await done(id);
    expect((await row(id)).step).toBe('reserve');
  });

  it('is woken by the transaction that brings what it waits for, and not by one that fails', async () => {
    let ready = false;
    const run = jest.fn<SagaRun>(async () => (ready ? 'done' : { wait: true, afterMs: 60_000 }));
    const { sagas } = runner(run);
    const id = await begin(sagas);
    await eventually(() => run.mock.calls.length === 1);
    await pause(60);
    ready = true;
    await started.database
      .transaction(async (em) => {
        await sagas.wakeIn(em, id);
        throw new Error('changed its mind');
      })
      .catch(() => undefined);
    await pause(150);
    expect(run).toHaveBeenCalledTimes(1);
    await started.database.transaction((em) => sagas.wakeIn(em, id));
    await done(id);
  });

  it('is woken from outside of a transaction too, by another process', async () => {
    let ready = false;
    const run: SagaRun = async () => (ready ? 'done' : { wait: true, afterMs: 60_000 });
    const { sagas } = runner(run);
    const other = new Sagas(
      new SagaRunner(new SagaStore(started.database), metrics, { service: 'imports', natsUrl: '', callerKey: {}, callerPublicKeys: {} }),
    );
    const id = await begin(sagas);
    await pause(100);
    ready = true;
    other.wake(id);
    await done(id);
  });

  it('looks again when it was woken while its step decided to wait', async () => {
    let calls = 0;
    const { sagas } = runner(async ({ id }) => {
      calls += 1;
      if (calls > 1) return 'done';
      await started.database.transaction((em) => sagas.wakeIn(em, id)); // What it waits for comes just after it has looked.
      return { wait: true, afterMs: 60_000 };
    });
    await done(await begin(sagas));
    expect(calls).toBe(2);
  });

  it('raises one alarm when it is past its deadline, and goes on', async () => {
    const { sagas } = runner(async () => ({ wait: true, afterMs: 20 }));
    const id = await begin(sagas, newId(), { deadlineAt: new Date(Date.now() - 1_000) });
    await pause(50);
    runner(async () => 'done'); // A fresh process looks for overdue ones as it starts.
    await eventually(async () => (await row(id)).alarmed_at);
    await done(id);
    expect(await metrics.registry.metrics()).toContain(`tessera_sagas_overdue_total{kind="${kind}"} 1`);
  });
});
