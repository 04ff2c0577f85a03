import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Uuid } from '#contracts/caller';
import { DomainError } from '#kernel/domain-error';
import { flowCaller, runAs } from '../messaging/context.js';
import { MessageMetrics } from '../messaging/message-metrics.js';
import { MessagingConfig, tuned, type MessagingTuning } from '../messaging/messaging-config.js';
import { Loop } from '../outbox/loop.js';
import { SagaStore, type LeasedSaga } from './saga-store.js';
import type { SagaNext, SagaRun } from './saga.js';

const alarmEveryMs = 10_000;

/**
 * Runs the sagas of this service that are due. A lease in the row keeps all others off, is renewed while a step runs, and runs out
 * when the process dies: then whoever sweeps next resumes the step.
 */
@Injectable()
export class SagaRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SagaRunner.name);
  private readonly tuning: MessagingTuning;
  private readonly runs = new Map<string, SagaRun>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly loop: Loop;
  private stopping = false;
  private alarmsLookedForAt = 0;

  /** Looks at once for what is due. */
  readonly hasten = (): void => this.loop.hasten();

  constructor(
    private readonly store: SagaStore,
    private readonly metrics: MessageMetrics,
    @Inject(MessagingConfig) config: MessagingConfig,
  ) {
    this.tuning = tuned(config);
    this.loop = new Loop(
      () => this.startDue(),
      () => this.tuning.sweepEveryMs,
    );
  }

  register(kind: string, run: SagaRun): void {
    if (this.runs.has(kind)) throw new Error(`two ways to run the saga ${kind}`);
    this.runs.set(kind, run);
  }

  wake(id: Uuid): void {
    this.store.wake(id).then(this.hasten, (error: unknown) => this.logger.warn({ saga: id, err: error }, 'Could not wake a saga'));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.loop.stop();
    await Promise.race([Promise.all(this.underWay), pause(this.tuning.drainMs, undefined, { ref: false })]);
  }

  private async startDue(): Promise<boolean> {
    if (this.runs.size === 0) return false;
    await this.raiseAlarms();
    const free = this.tuning.sagasAtOnce - this.underWay.size;
    if (free <= 0) return false;
    for (const saga of await this.store.claim([...this.runs.keys()], free, this.tuning.sagaLeaseMs)) {
      const done = this.runLeased(saga).finally(() => {
        this.underWay.delete(done);
        this.hasten();
      });
      this.underWay.add(done);
    }
    return false;
  }

  private async runLeased(claimed: LeasedSaga): Promise<void> {
    const renewal = setInterval(() => void this.renew(claimed), this.tuning.sagaLeaseMs / 3).unref();
    let saga: LeasedSaga | undefined = claimed;
    try {
      while (saga) {
        const next: SagaNext = await this.runStep(saga);
        saga = await this.store.advance(saga, next, this.stopping ? undefined : this.tuning.sagaLeaseMs);
      }
    } catch (error) {
      if (saga) await this.failed(saga, error);
    } finally {
      clearInterval(renewal);
    }
  }

  private runStep(saga: LeasedSaga): Promise<SagaNext> {
    const run = this.runs.get(saga.kind);
    if (!run) throw new Error(`nobody runs the saga ${saga.kind}`);
    const { organizations, federationId, organization, correlationId } = saga.scope;
    const caller = flowCaller(`${saga.kind}:${saga.id}`, organizations, federationId, organization);
    return runAs(caller, () => run(saga), { correlationId });
  }

  private async failed(saga: LeasedSaga, error: unknown): Promise<void> {
    const log = { saga: saga.id, kind: saga.kind, step: saga.step, attempts: saga.attempts + 1, correlationId: saga.scope.correlationId };
    this.logger.warn({ ...log, err: error }, 'A step of a saga failed, will be tried again');
    const reason = error instanceof DomainError ? error.code : String(error).slice(0, 500);
    const retryMs = Math.min(this.tuning.sagaRetryMs * 2 ** Math.min(saga.attempts, 10), 60_000);
    await this.store
      .retryLater(saga, reason, retryMs)
      .catch((storeError: unknown) => this.logger.warn({ ...log, err: storeError }, 'Could not release a saga; its lease will run out'));
  }

  private async renew({ id, lease, kind }: LeasedSaga): Promise<void> {
    try {
      const held = await this.store.renew(id, lease, this.tuning.sagaLeaseMs);
      if (!held) this.logger.warn({ saga: id, kind }, 'Lost the lease of a saga: somebody else runs it too');
    } catch (error) {
      this.logger.warn({ saga: id, kind, err: error }, 'Could not renew the lease of a saga');
    }
  }

  private async raiseAlarms(): Promise<void> {
    if (Date.now() - this.alarmsLookedForAt < alarmEveryMs) return;
    this.alarmsLookedForAt = Date.now();
    for (const { id, kind, step } of await this.store.newlyOverdue()) {
      this.metrics.sagaOverdue(kind);
      this.logger.error({ saga: id, kind, step, alarm: true }, 'A saga is past its deadline');
    }
  }
}
