import pg from 'pg';
import { inDatabase } from '#platform/database/provision';
import { resultTypes } from '#platform/database/result-types';
import { postgresUrl } from './test-servers.js';

/** A database as its superuser sees it: every row of every organization. */
export class TestDatabase {
  private readonly pool: pg.Pool;

  constructor(readonly name: string) {
    this.pool = new pg.Pool({ connectionString: inDatabase(postgresUrl(), name), max: 3, idleTimeoutMillis: 1_000 });
    this.pool.on('error', () => undefined); // The database may be dropped or restarted meanwhile.
  }

  async query<R = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const { rows } = await this.pool.query({ text, values: [...values], types: resultTypes });
    return rows as R[];
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
