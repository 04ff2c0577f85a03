import { defineEntity, p } from '@mikro-orm/postgresql';
import { importKinds, importStates, type ImportCounts } from '#contracts/imports/imports';
import type { Issue } from '../domain/issue.js';
import type { Previewed } from '../domain/difference.js';
import type { UndoState } from '../domain/undo.js';

/** How a file turned out to be written. */
export interface FileFormat {
  encoding: string;
  delimiter: string;
  header: string[];
  issues: Issue[]; // Of the file as a whole.
}

export const noCounts: ImportCounts = {
  rows: 0,
  valid: 0,
  errors: 0,
  warnings: 0,
  decisions: 0,
  created: 0,
  reused: 0,
  skipped: 0,
  failed: 0,
};

const ImportSchema = defineEntity({
  name: 'Import',
  tableName: 'imports',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    federationId: p.uuid(),
    kind: p.enum(importKinds),
    fileName: p.text(),
    uploadId: p.uuid(),
    sha256: p.text(),
    size: p.integer(),
    state: p.enum(importStates),
    createdBy: p.text(),
    createdByName: p.text(),
    createdAt: p.datetime(),
    checkedAt: p.datetime().nullable(),
    committedAt: p.datetime().nullable(),
    committedBy: p.text().nullable(),
    finishedAt: p.datetime().nullable(),
    publishedAt: p.datetime().nullable(),
    fileFormat: p.json<FileFormat>().lazy().nullable(), // These two may be large; most of the work does not look at them.
    preview: p.json<Previewed>().lazy().nullable(),
    previewHash: p.text().nullable(),
    reason: p.text().nullable(),
    undo: p.json<UndoState>().nullable(),
    revision: p.integer(), // Counts the judgements begun.
    assessment: p.integer(), // The one that holds; 0 before the first.
    counts: p.json<ImportCounts>(),
    processed: p.integer(),
    peopleDone: p.integer(),
    membershipsDone: p.integer(),
    invoicesDone: p.integer(),
    version: p.integer(),
  },
});

/** One uploaded file on its way. */
export class Import extends ImportSchema.class {}
ImportSchema.setClass(Import);
