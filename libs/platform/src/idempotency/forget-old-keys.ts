import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { execute } from '../database/sql.js';
import { Schedule } from '../schedule.js';

const keptFor = '30 days'; // Longer than any client repeats; the answers may hold what a person told us.
const everyMs = 3_600_000;

/** Deletes idempotency keys and their answers when nobody can be repeating them any more. */
@Injectable()
export class ForgetOldKeys extends Schedule {
  constructor(private readonly database: Database) {
    super(everyMs, 'Could not delete old keys');
  }

  protected run(): Promise<number> {
    return this.forget();
  }

  forget(): Promise<number> {
    const text = `DELETE FROM idempotency_keys WHERE created_at < now() - $1::interval`;
    return this.database.transaction((em) => execute(em, text, [keptFor]), { as: 'sweeper' });
  }
}
