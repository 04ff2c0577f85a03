import { Injectable } from '@nestjs/common';
import type { LocalDate } from '#kernel/dates';
import { Database } from '#platform/database/database';
import type { FileToAssess } from '../../assessing/assessor.js';
import { checkedPage } from '../../domain/assessment.js';
import type { FileRow } from '../../domain/file-row.js';
import { loadRepairs } from '../../persistence/choices.js';
import type { FileFormat, Import } from '../../persistence/import.entity.js';
import { type Judgement, allPages, beginJudgement, checkedPages, dropRecords, saveChecked, saveRecords } from '../../persistence/pages.js';
import { loadPieces } from '../../persistence/upload-pieces.js';
import { FileReaders } from '../../reading/file-readers.js';

/** Rows read, stored, matched and assessed together. */
const pageRows = 1_000;

export interface PagesOfFile {
  readonly pages: FileToAssess['pages'];
  format: FileFormat | null; // Known when the pages have been read.
}

/** The pages of a file as an assessment takes them: read anew from its bytes, or as the judgement before left them. */
@Injectable()
export class FilePages {
  constructor(
    private readonly database: Database,
    private readonly readers: FileReaders,
  ) {}

  /** Reads the uploaded bytes, with the operator's repairs laid over them, and keeps every page as it goes. */
  fromBytes(found: Import, judgement: Judgement, today: LocalDate): PagesOfFile {
    const file: PagesOfFile = { format: null, pages: this.read(found, judgement, today, (format) => (file.format = format)) };
    return file;
  }

  /** The pages of the judgement that holds, verdicts included: only decisions were added since. */
  fromVerdicts(found: Import, today: LocalDate): PagesOfFile {
    return { format: found.fileFormat ?? null, pages: this.reuse(found, today) };
  }

  private async *read(
    found: Import,
    judgement: Judgement,
    today: LocalDate,
    formatIs: (format: FileFormat) => void,
  ): FileToAssess['pages'] {
    const isFirst = found.assessment === 0; // The records of a file are kept once.
    const { pieces, repairs } = await this.database.transaction(async (em) => {
      await beginJudgement(em, judgement);
      if (isFirst) await dropRecords(em, found.id);
      return { pieces: await loadPieces(em, judgement.organizationId, found.uploadId), repairs: await loadRepairs(em, found.id) };
    });
    const format: FileFormat = { encoding: '', delimiter: ',', header: [], issues: [] };
    formatIs(format);
    for await (const reading of this.readers.read({ pieces, sha256: found.sha256, repairs, today, pageRows })) {
      if (reading.kind === 'end') return;
      if (reading.kind === 'page') {
        const { firstRow, count, raw, rows, issues } = reading;
        const keep = (verdicts: Parameters<typeof saveChecked>[2]['verdicts']) =>
          this.database.transaction(async (em) => {
            if (isFirst) await saveRecords(em, judgement, firstRow, count, raw);
            await saveChecked(em, judgement, { firstRow, count, rows, issues, verdicts });
          });
        yield { page: checkedPage(JSON.parse(rows) as FileRow[], issues, today), verdicts: null, keep };
        continue;
      }
      format.issues.push(...reading.issues);
      if (reading.kind === 'format')
        Object.assign(format, { encoding: reading.encoding, delimiter: reading.delimiter, header: JSON.parse(reading.header) });
      yield { issues: reading.issues };
    }
  }

  private async *reuse({ id, organizationId, assessment, fileFormat }: Import, today: LocalDate): FileToAssess['pages'] {
    const judgement = { importId: id, organizationId, assessment };
    yield { issues: fileFormat?.issues ?? [] };
    const stored = allPages((from, to) => this.database.transaction((em) => checkedPages(em, judgement, from, to)));
    for await (const { rows, issues, verdicts } of stored) yield { page: checkedPage(rows, issues, today), verdicts };
  }
}
