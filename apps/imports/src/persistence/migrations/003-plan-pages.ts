import { Migration } from '@mikro-orm/migrations';

/**
 * Plans in pages, like the rows they are about: thousands are written at once and read back some hundred at a time. What SQL counts
 * stands beside them: the outcomes, from row `first_row` on without a gap.
 */
export class Migration003PlanPages extends Migration {
  up(): void {
    for (const statement of [...create, ...takeOver, ...guard, ...moveChecked]) this.addSql(statement);
  }
}

const create = [
  `CREATE TABLE plan_pages (
     import_id uuid REFERENCES imports, assessment int, first_row int, organization_id uuid NOT NULL,
     outcomes text[] NOT NULL CHECK (outcomes <@ '{create,reuse,skip,exclude,undecided,invalid}'), plans text NOT NULL,
     PRIMARY KEY (import_id, assessment, first_row))`,
  `ALTER TABLE plan_pages ALTER outcomes SET STORAGE EXTERNAL, ALTER plans SET STORAGE EXTERNAL`,
];

// The owner of the tables sees no row of them unless told otherwise.
const takeOver = [
  `ALTER TABLE plans NO FORCE ROW LEVEL SECURITY`,
  `ALTER TABLE imports NO FORCE ROW LEVEL SECURITY`, // Looked up by the reference.
  `INSERT INTO plan_pages
   SELECT import_id, assessment, min(row_number), organization_id, array_agg(outcome ORDER BY row_number),
     json_agg(json_build_array(row_number, outcome, person_id, person_row, is_distinct, account_id, account_row, owner, owner_row,
                               listing, effective_on, expires_on) ORDER BY row_number)::text
   FROM plans GROUP BY import_id, assessment, organization_id, (row_number - 2) / 1000`,
  `ALTER TABLE imports FORCE ROW LEVEL SECURITY`,
  `DROP TABLE plans`,
];

const guard = [
  `ALTER TABLE plan_pages ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE plan_pages FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY own ON plan_pages TO imports_service
     USING (organization_id = ANY ((SELECT app_organizations())::uuid[]))
     WITH CHECK (organization_id = ANY ((SELECT app_organizations())::uuid[]))`,
  `GRANT SELECT, INSERT, DELETE ON plan_pages TO imports_service`,
];

// A judgement that differs in verdicts alone takes over the pages of the one before, where they lie.
const moveChecked = [`GRANT UPDATE (assessment, verdicts) ON checked_pages TO imports_service`];
