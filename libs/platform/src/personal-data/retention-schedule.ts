import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { execute } from '../database/sql.js';
import { Schedule } from '../schedule.js';
import { PERSONAL_DATA, retentionsOf, type PersonalData, type PersonalTable, type Retention } from './personal-data.js';

const everyMs = 3_600_000;

/**
 * Carries out how long things are kept, hourly and by the set, for every organization at once: as the sweeper, who may do that to these
 * columns and nothing else. Two replicas at once only find less to do.
 */
@Injectable()
export class RetentionSchedule extends Schedule {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(PERSONAL_DATA) private readonly data: PersonalData,
  ) {
    super(everyMs, 'Could not sweep what is old');
  }

  protected run(): Promise<unknown> {
    return this.sweep();
  }

  /** Says how many rows went or were emptied, by table. A table that fails does not keep the others. */
  async sweep(): Promise<Record<string, number>> {
    const swept: Record<string, number> = {};
    const failures: unknown[] = [];
    for (const table of this.data.tables) {
      for (const retention of retentionsOf(table)) {
        try {
          const rows = await this.carryOut(table, retention);
          if (rows > 0) swept[table.table] = (swept[table.table] ?? 0) + rows;
        } catch (error) {
          failures.push(error);
        }
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'some of what is old was not swept');
    return swept;
  }

  private carryOut({ table, sweptAs = 'sweeper' }: PersonalTable, retention: Retention): Promise<number> {
    return this.database.transaction((em) => execute(em, aged(table, retention), [this.clock.now()]), { as: sweptAs });
  }
}

/** The statement that does to a table what time does. */
export function aged(table: string, { when, empties }: Retention): string {
  const old = when.replaceAll('$1', '$1::timestamptz');
  if (!empties) return `DELETE FROM ${table} WHERE ${old}`;
  const changes = Object.entries(empties).map(([column, value]) => `${column} = ${value}`);
  return `UPDATE ${table} SET ${changes.join(', ')} WHERE ${old}`;
}
