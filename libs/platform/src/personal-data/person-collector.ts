import { Inject, Injectable } from '@nestjs/common';
import type { CollectedRow, CollectedSection, Somebody } from '#contracts/platform/personal-data';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { parametersOf } from './erased.sql.js';
import { PERSONAL_DATA, type PersonalData, type PersonalTable } from './personal-data.js';
import { fieldsTold, isTold, rowsTold } from './told.sql.js';

const rowsAtOnce = 200; // Of a few hundred bytes each: well under what a message may carry.

/** Reads what this service holds of somebody, some rows at a time, as its declaration says. */
@Injectable()
export class PersonCollector {
  constructor(
    private readonly database: Database,
    @Inject(PERSONAL_DATA) private readonly data: PersonalData,
  ) {}

  /** From `after` on: which of the tables, and how many of its rows were told already. */
  async collect(somebody: Somebody, own: boolean, after = '0:0'): Promise<{ sections: CollectedSection[]; next: string | null }> {
    const told = this.data.tables.filter((table) => isTold(table, own));
    let [place, from] = after.split(':').map(Number);
    const sections: CollectedSection[] = [];
    for (let left = rowsAtOnce; place < told.length && left > 0;) {
      const rows = await this.rows(told[place], somebody, own, left, from);
      if (rows.length > 0) sections.push(section(told[place], own, rows));
      const whole = rows.length < left;
      left -= rows.length;
      [place, from] = whole ? [place + 1, 0] : [place, from + rows.length];
    }
    return { sections, next: place < told.length ? `${place}:${from}` : null };
  }

  private rows(table: PersonalTable, somebody: Somebody, own: boolean, limit: number, from: number): Promise<CollectedRow[]> {
    const options = table.as === undefined ? {} : { as: table.as };
    const values = [...parametersOf(somebody), limit, from];
    return this.database.transaction((em) => query<CollectedRow>(em, rowsTold(table, own), values), options);
  }
}

const section = (table: PersonalTable, own: boolean, rows: CollectedRow[]): CollectedSection => ({
  name: table.table,
  title: table.title,
  fields: fieldsTold(table, own),
  basis: table.basis,
  kept: table.kept,
  rows,
});
