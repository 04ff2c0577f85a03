import { catalogue, gone, undeclared, type CatalogueColumn } from '#platform/personal-data/undeclared';
import { erased, within } from '#platform/personal-data/erased.sql';
import { retentionsOf } from '#platform/personal-data/personal-data';
import { aged } from '#platform/personal-data/retention-schedule';
import { isTold, rowsTold } from '#platform/personal-data/told.sql';
import type { ServiceDefinition } from '#platform/service/service-definition';
import { execute, query } from '#platform/database/sql';
import { startDatabase, type StartedDatabase } from './start-database.js';

const nobody = [[], [], [], [], [], []];

/** Every service holds this of its declaration: nothing of its database is unspoken of, and what it says can be carried out. */
export function describePersonalData(definition: ServiceDefinition): void {
  const data = definition.personalData!;

  describe(`what ${definition.name} holds of people`, () => {
    let db: StartedDatabase;
    let columns: CatalogueColumn[];

    beforeAll(async () => {
      db = await startDatabase(definition);
      columns = await db.all.query<CatalogueColumn>(catalogue);
    });
    afterAll(() => db?.stop());

    it('is said of every column of its database: personal, or about nobody', () => {
      expect(undeclared(columns, data)).toEqual([]);
    });

    it('is said of no column that is not there', () => {
      expect(gone(columns, data)).toEqual([]);
    });

    it('would show a column that a newcomer adds', async () => {
      const before = undeclared(columns, data).length;
      const added = [
        { table: data.tables[0].table, column: 'maiden_name', type: 'text' },
        { table: 'friends', column: 'person_id', type: 'uuid' },
        { table: 'friends', column: 'born_on', type: 'date' },
      ];
      expect(undeclared([...columns, ...added], data)).toHaveLength(before + added.length);
    });

    it('can be told, by the roles that may read it', async () => {
      for (const table of data.tables.filter((one) => isTold(one, true))) {
        const options = table.as === undefined ? {} : { as: table.as };
        const rows = await db.database.transaction((em) => query(em, rowsTold(table, true), [...nobody, 10, 0]), options);
        expect([table.table, rows]).toEqual([table.table, []]);
      }
    });

    it('can be erased, by the role that erases and by no other', async () => {
      for (const table of data.tables.filter((one) => within(one, true))) {
        const rows = await db.database.transaction((em) => execute(em, erased(table), nobody), { as: 'eraser' });
        expect([table.table, rows]).toEqual([table.table, 0]);
      }
      for (const { code, sql } of data.obstacles ?? []) {
        expect([code, await db.database.transaction((em) => query(em, sql, [...nobody, '2026-11-22']))]).toEqual([code, []]);
      }
    });

    it('goes when its time is over, by the role that sweeps', async () => {
      for (const table of data.tables) {
        for (const retention of retentionsOf(table)) {
          const sweep = () =>
            db.database.transaction((em) => execute(em, aged(table.table, retention), [new Date()]), { as: table.sweptAs ?? 'sweeper' });
          expect([table.table, await sweep()]).toEqual([table.table, 0]);
        }
      }
    });
  });
}
