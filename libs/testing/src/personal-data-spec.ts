import { catalogue, gone, undeclared, type CatalogueColumn } from '#platform/personal-data/undeclared';
import { isTold, rowsTold } from '#platform/personal-data/told.sql';
import type { ServiceDefinition } from '#platform/service/service-definition';
import { query } from '#platform/database/sql';
import { startDatabase, type StartedDatabase } from './start-database.js';

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
        const nobody = [[], [], [], [], [], [], 10, 0];
        const rows = await db.database.transaction((em) => query(em, rowsTold(table, true), nobody), options);
        expect([table.table, rows]).toEqual([table.table, []]);
      }
    });
  });
}
