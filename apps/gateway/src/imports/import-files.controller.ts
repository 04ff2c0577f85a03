import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetReport, GetTemplate, importKinds, type ImportKind } from '#contracts/imports/imports';
import { Messages } from '#platform/messaging/messages';
import { attach, writeOut } from '../edge/attachment.js';
import { NoSuchObject } from '../edge/gateway.errors.js';
import { ReaderLanguage, type Language } from '../edge/language.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';

@ApiTags('Imports')
@Controller('v1/imports')
export class ImportFilesController {
  constructor(private readonly messages: Messages) {}

  @Get('templates/:kind')
  @ApiParam({ name: 'kind', enum: importKinds, example: 'resale' })
  @Operation(
    'Download a template',
    {
      description: 'The header a file must have, with an example row',
      text: { mediaType: 'text/csv', example: 'First name,Last name,Address,City,State/Province,Zip/Postal Code,Country,…\r\n' },
      headers: { 'Content-Disposition': 'attachment, with a file name' },
    },
    { language: true, refuses: ['forbidden', 'missing'] },
  )
  async template(@Param('kind') kind: string, @ReaderLanguage() language: Language, @Res() response: Response): Promise<void> {
    if (!isImportKind(kind)) throw new NoSuchObject();
    const { text, fileName, mediaType } = await this.messages.ask(message(GetTemplate, { kind, language }));
    attach(response, fileName, mediaType);
    response.end(text);
  }

  @Get(':id/report')
  @Operation(
    'Download the annotated file',
    {
      description: 'Every row in its original columns and order, with problem, suggestion and outcome',
      text: { mediaType: 'text/csv', example: 'First name,Last name,…,Problem,Suggestion,Outcome\r\nLéa,Tremblay,…,,,created\r\n' },
      headers: { 'Content-Disposition': 'attachment, with a file name' },
    },
    { language: true, refuses: ['forbidden', 'missing', 'conflict'] },
  )
  async report(
    @Param('id', IdOf('import')) importId: Uuid,
    @ReaderLanguage() language: Language,
    @Res() response: Response,
  ): Promise<void> {
    let piece = await this.messages.ask(message(GetReport, { importId, language }));
    attach(response, piece.fileName, 'text/csv; charset=utf-8');
    await writeOut(response, piece.text);
    while (piece.next !== null && !response.destroyed) {
      piece = await this.messages.ask(message(GetReport, { importId, language, after: piece.next }));
      await writeOut(response, piece.text);
    }
    response.end();
  }
}

const isImportKind = (text: string): text is ImportKind => importKinds.some((kind) => kind === text);
