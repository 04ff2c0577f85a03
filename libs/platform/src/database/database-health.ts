import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import { Readiness } from '../health/readiness.js';
import { Metrics } from '../metrics/metrics.js';
import { Database } from './database.js';
import { query } from './sql.js';

/** Watches the database for readiness and metrics, and closes its connections last of all. */
@Injectable()
export class DatabaseHealth implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly orm: MikroORM,
    private readonly database: Database,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.readiness.add('database', async () => {
      await this.database.transaction((em) => query(em, 'SELECT 1'));
    });
    this.metrics.gauge('tessera_dead_letters_waiting', 'Messages parked after their last try, waiting for somebody to look', () =>
      this.database.transaction(async (em) => {
        const [{ parked }] = await query<{ parked: number }>(em, 'SELECT count(*) AS parked FROM dead_letters');
        return parked;
      }),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close(true);
  }
}
