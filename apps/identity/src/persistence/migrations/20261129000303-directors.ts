import { Migration } from '@mikro-orm/migrations';

/** Directors and BDC directors of dealerships: staff, who own nothing (LEAD-1). */
export class Directors extends Migration {
  override name = '20261129000303-directors';

  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `ALTER TABLE grants DROP CONSTRAINT grants_role_check`,
  `ALTER TABLE grants ADD CONSTRAINT grants_role_check
     CHECK (role IN ('federation-administrator', 'club-administrator', 'director', 'bdc-director', 'employee'))`,
  `ALTER TABLE grants ADD CONSTRAINT staff_own_nothing CHECK (NOT owner OR role NOT IN ('director', 'bdc-director', 'employee'))`,
];
