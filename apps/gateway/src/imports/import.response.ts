import { ApiProperty } from '@nestjs/swagger';
import {
  importKinds,
  importStates,
  type ImportCounts,
  type ImportKind,
  type ImportRecord,
  type ImportState,
  type UndoProgress,
} from '#contracts/imports/imports';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';

export class ImportCountsView {
  @ApiProperty({ type: 'integer', description: 'Data rows read; the header is not one', example: 2000 })
  rows!: number;

  @ApiProperty({ type: 'integer', example: 1996 })
  valid!: number;

  @ApiProperty({ type: 'integer', example: 0 })
  errors!: number;

  @ApiProperty({ type: 'integer', example: 4 })
  warnings!: number;

  @ApiProperty({ type: 'integer', description: 'Still to be answered', example: 0 })
  decisions!: number;

  @ApiProperty({ type: 'integer', description: 'People made; before the run, to be made', example: 1790 })
  created!: number;

  @ApiProperty({ type: 'integer', example: 206 })
  reused!: number;

  @ApiProperty({ type: 'integer', description: 'Already held, or left out by the operator', example: 4 })
  skipped!: number;

  @ApiProperty({ type: 'integer', example: 0 })
  failed!: number;
}

export class ImportStagesView {
  @ApiProperty({ type: 'integer', example: 2000 })
  people!: number;

  @ApiProperty({ type: 'integer', example: 1996 })
  memberships!: number;

  @ApiProperty({ type: 'integer', example: 1996 })
  invoices!: number;
}

export class UndoProgressView {
  @ApiProperty({ format: 'date-time', example: '2026-11-22T09:00:00.000Z' })
  startedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  finishedAt!: string | null;

  @ApiProperty({ type: 'integer', description: 'Rows to be judged', example: 1996 })
  rows!: number;

  @ApiProperty({ type: 'integer', description: 'Rows whose documents are countered, or kept', example: 1000 })
  documents!: number;

  @ApiProperty({ type: 'integer', description: 'Rows whose memberships are cancelled, or kept', example: 500 })
  memberships!: number;

  @ApiProperty({ type: 'integer', description: 'Rows whose people are withdrawn, or kept', example: 0 })
  people!: number;

  @ApiProperty({ type: 'integer', example: 998 })
  undone!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  kept!: number;
}

export class ImportProgressView {
  @ApiProperty({ enum: importStates, example: 'finished' })
  state!: ImportState;

  @ApiProperty({ type: ImportCountsView })
  counts!: ImportCountsView;

  @ApiProperty({ type: 'integer', description: 'Rows done in the stage under way', example: 2000 })
  processed!: number;

  @ApiProperty({ type: ImportStagesView, description: 'Rows done in each stage of the run' })
  stages!: ImportStagesView;

  @ApiProperty({ type: UndoProgressView, nullable: true, description: 'Of its undo, if there is one', example: null })
  undo!: UndoProgressView | null;
}

export class ImportView extends ImportProgressView {
  @ApiProperty({ example: exampleId('import') })
  id!: string;

  @ApiProperty({ enum: importKinds, example: 'resale' })
  kind!: ImportKind;

  @ApiProperty({ example: 'members-2026.csv' })
  fileName!: string;

  @ApiProperty({ example: 'Ana Tremblay' })
  createdBy!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-21T12:00:04.000Z' })
  checkedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-21T12:01:00.000Z' })
  committedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-21T12:01:03.000Z' })
  finishedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  publishedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of the preview as it is now; a commit names it', example: '9f86d081884c7d65' })
  previewHash!: string | null;

  @ApiProperty({ type: [String], description: 'Earlier imports of the same content: a commit then asks for `confirmRepeat`', example: [] })
  sameContentAs!: string[];

  @ApiProperty({ type: String, nullable: true, description: 'Why it failed or was cancelled', example: null })
  reason!: string | null;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 12 })
  version!: number;
}

export const importView = (record: ImportRecord): ImportView => ({
  id: publicId('import', record.id),
  kind: record.kind,
  fileName: record.fileName,
  ...importProgressView(record),
  createdBy: record.createdBy,
  createdAt: record.createdAt,
  checkedAt: record.checkedAt,
  committedAt: record.committedAt,
  finishedAt: record.finishedAt,
  publishedAt: record.publishedAt,
  previewHash: record.previewHash,
  sameContentAs: record.sameContentAs.map((id) => publicId('import', id)),
  reason: record.reason,
  version: record.version,
});

export const importProgressView = ({ state, counts, processed, stages, undo }: ImportRecord): ImportProgressView => ({
  state,
  counts: countsView(counts),
  processed,
  stages: { people: stages.people, memberships: stages.memberships, invoices: stages.invoices },
  undo: undo && undoProgressView(undo),
});

const undoProgressView = ({
  startedAt,
  finishedAt,
  rows,
  documents,
  memberships,
  people,
  undone,
  kept,
}: UndoProgress): UndoProgressView => ({
  startedAt,
  finishedAt,
  rows,
  documents,
  memberships,
  people,
  undone,
  kept,
});

const countsView = (counts: ImportCounts): ImportCountsView => ({
  rows: counts.rows,
  valid: counts.valid,
  errors: counts.errors,
  warnings: counts.warnings,
  decisions: counts.decisions,
  created: counts.created,
  reused: counts.reused,
  skipped: counts.skipped,
  failed: counts.failed,
});
