import { Migration } from '@mikro-orm/migrations';

/** Codes that only write-offs use entered the chart as revenue; staff may have named others bad debt themselves (BIL-18). */
export const badDebtCodes = `UPDATE ledger_codes c SET kind = 'bad-debt', version = version + 1
  WHERE c.kind = 'revenue' AND (c.issuer_id, c.code) IN (SELECT issuer_id, code FROM postings WHERE account = 'bad-debt')
    AND NOT EXISTS (SELECT FROM document_lines l
      WHERE l.issuer_id = c.issuer_id AND l.ledger_code = c.code AND l.credits_document_id IS NULL)`;

/** The owner sees rows only while row security is not forced. */
const tables = ['ledger_codes', 'postings', 'document_lines'];

export class Migration017BadDebtIsAnExpense extends Migration {
  override up(): void {
    for (const table of tables) this.addSql(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
    this.addSql(badDebtCodes);
    for (const table of tables) this.addSql(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  }
}
