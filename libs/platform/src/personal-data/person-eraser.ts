import { Inject, Injectable } from '@nestjs/common';
import type { ErasureCount, ErasureLeft, ErasureObstacle, ErasurePreview, Somebody } from '#contracts/platform/personal-data';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { erased, parametersOf, rowsOf, within } from './erased.sql.js';
import { PERSONAL_DATA, staysIn, type PersonalData, type PersonalTable } from './personal-data.js';

const eraser = { as: 'eraser' } as const;

/** Erases what this service holds of somebody, as its declaration says, and says beforehand what that would be. */
@Injectable()
export class PersonEraser {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(PERSONAL_DATA) private readonly data: PersonalData,
  ) {}

  /** What would go, what would stay and why, and what stands in the way. */
  async preview(somebody: Somebody, everywhere: boolean): Promise<ErasurePreview> {
    const preview: ErasurePreview = { obstacles: await this.obstacles(somebody), erased: [], left: [] };
    for (const table of this.data.tables.filter(({ of }) => of !== undefined)) {
      const rows = await this.count(table, somebody);
      if (rows === 0) continue;
      const counted: ErasureCount = { name: table.table, title: table.title, rows };
      const why = staysIn(table) ?? (table.shared && !everywhere ? 'Another organization holds the person too' : undefined);
      if (why === undefined) preview.erased.push(counted);
      else preview.left.push({ ...counted, why, kept: table.kept } satisfies ErasureLeft);
    }
    return preview;
  }

  /** All of it in one transaction. Doing it again changes nothing more. */
  erase(somebody: Somebody, everywhere: boolean): Promise<{ rows: number }> {
    const values = parametersOf(somebody);
    const tables = this.data.tables.filter((one) => within(one, everywhere));
    if (tables.length === 0) return Promise.resolve({ rows: 0 });
    return this.database.transaction(async (em) => {
      let rows = 0;
      for (const table of tables) rows += await execute(em, erased(table), values);
      return { rows };
    }, eraser);
  }

  private async obstacles(somebody: Somebody): Promise<ErasureObstacle[]> {
    const values = [...parametersOf(somebody), this.clock.now().toISOString().slice(0, 10)];
    const found: ErasureObstacle[] = [];
    for (const { code, says, sql } of this.data.obstacles ?? []) {
      const rows = await this.database.transaction((em) => query<Pick<ErasureObstacle, 'organizationId' | 'about'>>(em, sql, values));
      found.push(...rows.map((row) => ({ code, says, ...row })));
    }
    return found;
  }

  private async count(table: PersonalTable, somebody: Somebody): Promise<number> {
    const options = table.as === undefined ? {} : { as: table.as };
    const [{ rows }] = await this.database.transaction((em) => query<{ rows: number }>(em, rowsOf(table), parametersOf(somebody)), options);
    return rows;
  }
}
