import { Migration } from '@mikro-orm/migrations';

/** What a list or a statement says of a document, beside it: a thousand lines of a statement would be a thousand lookups twice. */
const columns = [`ALTER TABLE documents ADD COLUMN description text, ADD COLUMN items smallint`];

const backfill = [
  ...['documents', 'document_lines'].map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`),
  `ALTER TABLE documents DISABLE TRIGGER USER`,
  `UPDATE documents d SET description = l.description, items = l.items FROM (
    SELECT DISTINCT ON (document_id) document_id, description, count(*) OVER (PARTITION BY document_id) AS items
    FROM document_lines ORDER BY document_id, position) l WHERE l.document_id = d.id`,
  `ALTER TABLE documents ENABLE TRIGGER USER`,
  ...['documents', 'document_lines'].map((table) => `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`),
  `ALTER TABLE documents ALTER COLUMN description SET NOT NULL, ALTER COLUMN items SET NOT NULL`,
];

export class Migration016WhatADocumentSays extends Migration {
  override up(): void {
    for (const statement of [...columns, ...backfill]) this.addSql(statement);
  }
}
