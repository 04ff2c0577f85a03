import { Migration } from '@mikro-orm/migrations';
import { tenancyOf } from './rights.sql.js';

/** Which invoice billed which affiliation (MEM-19): it is no sale, so that nothing on its line says so. */
const table = `CREATE TABLE affiliation_invoices (
  document_id uuid PRIMARY KEY,
  affiliation_id uuid NOT NULL UNIQUE,
  issuer_id uuid NOT NULL,
  debtor_id uuid NOT NULL
)`;

/** Those issued before are found by what the audit log says of them. The owner sees rows only while row security is not forced. */
const ofOld = `INSERT INTO affiliation_invoices (document_id, affiliation_id, issuer_id, debtor_id)
  SELECT d.id, d.operation_id, d.issuer_id, d.debtor_id FROM documents d
  WHERE d.kind = 'invoice' AND d.level = 'corporate' AND d.operation_id::text IN (
    SELECT subject FROM audit_log WHERE action = 'billing.affiliation-billed')`;
const read = ['documents', 'audit_log'];

export class Migration022AffiliationInvoices extends Migration {
  override up(): void {
    this.addSql(table);
    for (const name of read) this.addSql(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`);
    this.addSql(ofOld);
    for (const name of read) this.addSql(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`);
    for (const statement of tenancyOf({ affiliation_invoices: { may: ['INSERT'], debtorReads: true } })) this.addSql(statement);
  }
}
