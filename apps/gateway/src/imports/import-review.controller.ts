import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { DecideMatches, GetPreview, ListIssues, ListRows, RepairRow, type ImportRecord } from '#contracts/imports/imports';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersionIfAny, showVersion } from '../edge/if-match.js';
import { ReaderLanguage, type Language } from '../edge/language.js';
import { Operation } from '../edge/operation.js';
import { inSteps } from '../edge/in-steps.js';
import { LongPageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, uuidOf } from '../edge/public-ids.js';
import { RowNumber } from './row-number.js';
import { ImportView, importView } from './import.response.js';
import { DecisionsBody, IssuesRequest, RowPatch } from './imports.requests.js';
import { IssuesView, issuesView } from './issue.response.js';
import { PreviewView, previewView } from './preview.response.js';
import { RowView, rowView } from './row.response.js';

/** What a person looks at and mends between the upload of a file and its commit. */
@ApiTags('Imports')
@Controller('v1/imports')
export class ImportReviewController {
  constructor(private readonly messages: Messages) {}

  @Get(':id/issues')
  @Operation(
    'List what was found in the file',
    { description: 'By row and column, and counted by cause', type: IssuesView },
    { language: true, refuses: ['invalid', 'forbidden', 'missing'] },
    'Every error of the file at once, warnings, and decisions about possible matches.',
  )
  async issues(
    @Param('id', IdOf('import')) importId: Uuid,
    @Query() { limit, after, severity, code }: IssuesRequest,
    @ReaderLanguage() language: Language,
  ): Promise<IssuesView> {
    const { first, data, next } = await inSteps({ limit, after, step: 250 }, (step) =>
      this.messages.ask(message(ListIssues, { importId, severity, code, language, ...step })),
    );
    return issuesView({ data, next, byCode: first.byCode });
  }

  @Get(':id/rows')
  @Operation(
    'List rows',
    { description: 'Rows with cleaned values, and what became of each', pageOf: RowView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async rows(@Param('id', IdOf('import')) importId: Uuid, @Query() { limit, after }: LongPageRequest): Promise<Paged<RowView>> {
    return pageView(
      await inSteps({ limit, after, step: 100 }, (step) => this.messages.ask(message(ListRows, { importId, ...step }))),
      rowView,
    );
  }

  @Patch(':id/rows/:row')
  @ApiParam({ name: 'row', schema: { type: 'integer', minimum: 2 }, example: 17 })
  @Operation(
    'Repair or leave out a row',
    { description: 'The import, judged again', type: ImportView, headers: { ETag: 'Its new version' } },
    { edits: 'part', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'wrong-type', 'rule'] },
    'The row as it was uploaded is kept.',
  )
  async repair(
    @Param('id', IdOf('import')) importId: Uuid,
    @Param('row', RowNumber) row: number,
    @Body() { values, excluded }: RowPatch,
    @SeenVersionIfAny() version: number | undefined,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    const command = message(RepairRow, { importId, row, version, cells: values && { values }, excluded });
    return this.judgedAgain(response, await this.messages.ask(command, { idempotencyKey }));
  }

  @Post(':id/decisions')
  @Operation(
    'Answer possible matches',
    { description: 'The import, judged again', type: ImportView, headers: { ETag: 'Its new version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'wrong-type', 'rule'] },
    'One or many: this person is that one, or somebody new.',
  )
  async decide(
    @Param('id', IdOf('import')) importId: Uuid,
    @Body() { decisions }: DecisionsBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    const answers = decisions.map(({ row, personId }) => ({ row, personId: personId === null ? null : uuidOf('person', personId) }));
    return this.judgedAgain(
      response,
      await this.messages.ask(message(DecideMatches, { importId, decisions: answers }), { idempotencyKey }),
    );
  }

  @Get(':id/preview')
  @Operation(
    'See every consequence before anything happens',
    { description: 'Computed, not written', type: PreviewView },
    { refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'rule'] },
  )
  async preview(@Param('id', IdOf('import')) importId: Uuid, @Query() { limit, after }: LongPageRequest): Promise<PreviewView> {
    const { first, data, next } = await inSteps({ limit, after, step: 250 }, async (step) => {
      const preview = await this.messages.ask(message(GetPreview, { importId, ...step }));
      return { ...preview.documents, preview };
    });
    return previewView({ ...first.preview, documents: { data, next } });
  }

  private judgedAgain(response: Response, record: ImportRecord): ImportView {
    showVersion(response, record);
    return importView(record);
  }
}
