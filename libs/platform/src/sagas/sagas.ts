import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#contracts/caller';
import { afterCommit } from '../database/after-commit.js';
import { execute } from '../database/sql.js';
import { currentCaller, currentContext } from '../messaging/context.js';
import { wakeStatement, type SagaRun } from './saga.js';
import { SagaRunner } from './saga-runner.js';

export type { SagaNext, SagaRow, SagaRun } from './saga.js';

export interface SagaStart {
  id: Uuid;
  kind: string;
  step: string;
  data: object;
  /** Not finished by then, it raises an alarm and goes on. */
  deadlineAt?: Date;
}

/**
 * Flows over several services: a row with a named step each, run by whoever is alive and one at a time. A step may run again,
 * after a throw or when its runner died, so each does the same thing twice without harm.
 */
@Injectable()
export class Sagas {
  constructor(private readonly runner: SagaRunner) {}

  /** Says how the steps of a kind are run. Called when the service starts. */
  register(kind: string, run: SagaRun): void {
    this.runner.register(kind, run);
  }

  /** Begins a saga in this transaction, for the organizations of the current caller. Beginning it twice begins it once. */
  async start(em: EntityManager, { id, kind, step, data, deadlineAt }: SagaStart): Promise<void> {
    const { organizations, federationId, organization } = currentCaller();
    const scope = { organizations, federationId, organization, correlationId: currentContext().correlationId };
    await execute(
      em,
      `INSERT INTO sagas (id, kind, step, data, scope, deadline_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [id, kind, step, JSON.stringify(data), JSON.stringify(scope), deadlineAt ?? null],
    );
    afterCommit(em, this.runner.hasten);
  }

  /** Something it waits for has happened: it runs as soon as this transaction has committed. */
  async wakeIn(em: EntityManager, id: Uuid): Promise<void> {
    await execute(em, wakeStatement, [id]);
    afterCommit(em, this.runner.hasten);
  }

  /** The same, now and outside of any transaction. Best effort: a lost wake only delays it until it is due. */
  wake(id: Uuid): void {
    this.runner.wake(id);
  }
}
