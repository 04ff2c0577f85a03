import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Uuid } from '#kernel/ids';
import { Unavailable } from '#platform/errors/unavailable';
import { currentContext } from '#platform/messaging/context';
import { ThisService } from '#platform/service/this-service';
import { runAfterCommit } from './after-commit.js';
import { isLostConnection } from './lost-connection.js';
import { keyPlans, lookUps } from './plans.js';
import { roleName } from './roles.js';
import { runAlone, type Setting } from './single-statement.js';
import { execute, query } from './sql.js';
import { bindClient, discardBrokenClients, prepareAll } from './transaction-client.js';

export interface TransactionOptions {
  /** A narrow role of this service to work as: `'matcher'`. */
  as?: string;
  /** The organizations whose rows are shown, instead of the caller's own. Derived on the server, never from a message. */
  organizations?: readonly Uuid[];
  /** The network whose rows a narrow role is shown, instead of the caller's own: who stands alone is a network of its own. */
  network?: Uuid;
  /**
   * Its statements are those of every other transaction of its kind: each is prepared once a connection, and its plan is kept, made for
   * looking rows up by their keys. For what is asked often and for batches of any size; parsing and planning cost a single sale as much
   * as its writes.
   */
  repeated?: boolean;
}

export interface StatementOptions extends Omit<TransactionOptions, 'repeated'> {
  /** Every row it reads is looked up by an index, be it one or a thousand: one plan suits arrays of any length then. */
  byIndex?: boolean;
}

const maxAttempts = 4;
const transientStates = new Set(['40001', '40P01']); // serialization_failure, deadlock_detected

/** The service's database. Every access is a transaction, and every transaction sees just what its caller may see. */
@Injectable()
export class Database {
  private readonly logger = new Logger(Database.name);

  constructor(
    private readonly orm: MikroORM,
    private readonly service: ThisService,
  ) {}

  /**
   * Runs `work` in one transaction, with the rows of the current caller's organizations: all of it is committed, or nothing.
   * After a deadlock or serialization failure it runs again, so `work` touches nothing but the database.
   */
  transaction<T>(work: (em: EntityManager) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.retried(() => this.attempt(work, options));
  }

  /**
   * The rows of one statement with `$1` placeholders, as a transaction of its own. For what is asked hundreds of times a second: one
   * round trip instead of four, and prepared once a connection. Its plan is kept, so for arrays of any length only `byIndex`.
   */
  statement<R>(text: string, values: readonly unknown[] = [], options: StatementOptions = {}): Promise<R[]> {
    return this.retried(async () => {
      const pool: Pool = await this.orm.em.getDriver().getConnection().getNativeClient();
      const settings = [...this.settings(options), ...(options.byIndex ? lookUps : [])];
      return runAlone<R>(pool, settings, text, values);
    });
  }

  private async retried<T>(attemptOnce: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await attemptOnce();
      } catch (error) {
        if (isLostConnection(error)) throw this.unavailable(error);
        if (attempt >= maxAttempts || !isTransient(error)) throw error;
        await pause(attempt * 10 + Math.random() * 40); // Apart from the one it collided with.
      }
    }
  }

  /** Runs a part of a transaction as a narrow role of this service. */
  async as<T>(em: EntityManager, role: string, work: () => Promise<T>): Promise<T> {
    await execute(em, `SET LOCAL ROLE ${roleName(this.service.name, role)}`);
    const result = await work();
    await em.flush();
    await execute(em, 'SET LOCAL ROLE NONE');
    return result;
  }

  /** Runs a part of a transaction for other organizations, whom a change of the caller's reaches. Derived on the server, never from a message. */
  async forOrganizations<T>(em: EntityManager, organizations: readonly Uuid[], work: () => Promise<T>): Promise<T> {
    const [{ before }] = await query<{ before: string }>(em, `SELECT current_setting('app.organizations') AS before`);
    const enter = (ids: string) => execute(em, `SELECT set_config('app.organizations', $1, true)`, [ids]);
    await enter(organizations.join(','));
    const result = await work();
    await em.flush();
    await enter(before);
    return result;
  }

  /** Whoever asked may try again; whoever watches is told. A commit may have come through all the same. */
  private unavailable(error: unknown): Unavailable {
    this.logger.warn({ err: error }, 'Lost the database');
    return Object.assign(new Unavailable('The database is not answering. Try again in a moment.'), { cause: error });
  }

  private async attempt<T>(work: (em: EntityManager) => Promise<T>, options: TransactionOptions): Promise<T> {
    const em = this.orm.em.fork();
    try {
      await em.begin();
      const transaction = em.getTransactionContext<object>();
      await this.enter(em, options);
      const result = await work(em);
      await em.commit(); // Flushes first.
      runAfterCommit(transaction);
      return result;
    } catch (error) {
      await giveUp(em);
      throw error;
    }
  }

  /** Tells the policies who is asking, and finds out which client the transaction runs on. */
  private async enter(em: EntityManager, options: TransactionOptions): Promise<void> {
    const settings = this.settings(options);
    const calls = settings.map(() => 'set_config(?, ?, true)').join(', ');
    const [{ pid }] = await em.execute<{ pid: number }[]>(`SELECT pg_backend_pid() AS pid, ${calls}`, settings.flat());
    await bindClient(em, pid);
    if (options.repeated) prepareAll(em);
  }

  private settings({ as, organizations, network, repeated }: TransactionOptions): Setting[] {
    const { caller } = currentContext();
    return [
      ['app.organizations', (organizations ?? caller?.organizations ?? []).join(',')],
      ['app.federation', network ?? caller?.federationId ?? ''],
      ['app.caller', caller ? `${caller.organization?.id ?? 'none'}/${caller.id}` : ''],
      ...(as ? [['role', roleName(this.service.name, as)] as const] : []), // What SET LOCAL ROLE does, without another round trip.
      ...(repeated ? keyPlans : []),
    ];
  }
}

async function giveUp(em: EntityManager): Promise<void> {
  try {
    await em.rollback();
  } catch {
    // The connection broke, which rolled back by itself; the first error says why. Kysely keeps the client it cannot roll back.
    await discardBrokenClients(em);
  }
}

const isTransient = (error: unknown): boolean =>
  error instanceof Error && transientStates.has(String((error as Error & { code?: unknown }).code));
