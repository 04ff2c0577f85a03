import type { ImportRecord } from '#contracts/imports/imports';
import { newId } from '#kernel/ids';

const counts = { rows: 10, valid: 10, errors: 0, warnings: 0, decisions: 0, created: 0, reused: 0, skipped: 0, failed: 0 };

/** An import of ten rows on its way. */
export const someImport = (changes: Partial<ImportRecord> = {}): ImportRecord => ({
  id: newId(),
  kind: 'resale',
  fileName: 'members.csv',
  state: 'running',
  counts,
  processed: 0,
  stages: { people: 0, memberships: 0, invoices: 0 },
  createdBy: 'Ana',
  createdAt: '2026-11-21T12:00:00.000Z',
  checkedAt: null,
  committedAt: null,
  finishedAt: null,
  publishedAt: null,
  previewHash: null,
  sameContentAs: [],
  reason: null,
  undo: null,
  version: 1,
  ...changes,
});
