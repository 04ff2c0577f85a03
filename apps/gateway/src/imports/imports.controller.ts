import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { AppendUpload, CommitImport, GetImport, ListImports, StartImport, importKinds } from '#contracts/imports/imports';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { ValidateRequest } from '../edge/validate-request.pipe.js';
import { ImportView, importView } from './import.response.js';
import { CommitBody, ImportsRequest, UploadForm } from './imports.requests.js';
import { receiveUpload } from './receive-upload.js';

const uploadLimits = { fileBytes: 20 * 1024 * 1024, pieceBytes: 256 * 1024, atOnce: 4 };

@ApiTags('Imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    required: true,
    schema: {
      type: 'object',
      required: ['kind', 'file'],
      properties: {
        kind: { type: 'string', enum: [...importKinds], example: 'resale' },
        file: {
          type: 'string',
          format: 'binary',
          description: 'A CSV file of at most 20 MiB and 50,000 rows',
          example: 'First name,Last name,…',
        },
      },
    },
  })
  @Operation(
    'Upload a file to import',
    { status: 202, description: 'The import, whose check has started', type: ImportView, headers: { Location: 'Where it is' } },
    { takesFile: true, idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'conflict', 'too-large', 'wrong-type', 'rule'] },
    'Nothing is imported yet: the file is checked, then a preview shows every consequence, then a commit makes them real.',
  )
  async upload(
    @Req() request: Request,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    const uploadId = creationId('upload', caller, idempotencyKey);
    const { fields, file } = await receiveUpload(request, uploadLimits, (index, bytes) =>
      this.messages.ask(message(AppendUpload, { uploadId, index, bytes: bytes.toString('base64') })),
    );
    const { kind } = await validated(UploadForm, fields);
    const importId = creationId('import', caller, idempotencyKey);
    const record = await this.messages.ask(message(StartImport, { importId, uploadId, kind, ...file }), { idempotencyKey });
    return created(response, 'imports', importView(record));
  }

  @Get()
  @Operation(
    'List imports',
    { description: 'The acting organization’s, newest first', pageOf: ImportView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, kind }: ImportsRequest): Promise<Paged<ImportView>> {
    return pageView(await this.messages.ask(message(ListImports, { limit, after, kind })), importView);
  }

  @Get(':id')
  @Operation(
    'Get an import',
    { description: 'The import', type: ImportView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('import')) importId: Uuid, @Res({ passthrough: true }) response: Response): Promise<ImportView> {
    const record = await this.messages.ask(message(GetImport, { importId }));
    showVersion(response, record);
    return importView(record);
  }

  @Post(':id/commit')
  @Operation(
    'Import what the preview showed',
    { status: 202, description: 'The import, running', type: ImportView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'wrong-type', 'rule'] },
    'Everything is assessed once more. If what the preview covered has changed, nothing happens and the difference is told.',
  )
  async commit(
    @Param('id', IdOf('import')) importId: Uuid,
    @Body() { previewHash, confirmRepeat }: CommitBody,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<ImportView> {
    return importView(await this.messages.ask(message(CommitImport, { importId, previewHash, confirmRepeat }), { idempotencyKey }));
  }
}

const validated = <T extends object>(metatype: new () => T, value: unknown): Promise<T> =>
  new ValidateRequest().transform(value, { type: 'body', metatype }) as Promise<T>;
