import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { GetPersonExport, GetPersonExportPiece, ListPersonExports, RequestPersonExport } from '#contracts/identity/person-exports';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { exportedFile, writeExport } from './export-file.js';
import { PersonExportView, personExportView } from './person-export.response.js';
import { PersonExportsRequest } from './person-exports.requests.js';

@ApiTags('Privacy')
@Controller('v1')
export class PersonExportsController {
  constructor(private readonly messages: Messages) {}

  @Post('people/:id/exports')
  @Operation(
    'Export what you hold of a person',
    { status: 202, description: 'Begun; every service is asked', type: PersonExportView, headers: { Location: 'The export' } },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
    'What the acting organization holds, in every service, as one JSON document. Nothing that another organization holds is in it, and nothing of other people.',
  )
  async request(
    @Param('id', IdOf('person')) personId: Uuid,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonExportView> {
    const exportId = creationId('person-export', caller, idempotencyKey);
    const begun = await this.messages.ask(message(RequestPersonExport, { exportId, personId }), { idempotencyKey });
    return created(response, 'person-exports', personExportView(begun));
  }

  @Get('person-exports')
  @Operation(
    'List exports of people',
    { description: 'Those the acting organization asked for, the newest first', pageOf: PersonExportView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, personId }: PersonExportsRequest): Promise<Paged<PersonExportView>> {
    const question = message(ListPersonExports, { limit, after, personId: maybeUuidOf('person', personId) });
    return pageView(await this.messages.ask(question), personExportView);
  }

  @Get('person-exports/:id')
  @Operation('Get an export of a person', { description: 'How far it is', type: PersonExportView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('personExport')) exportId: Uuid): Promise<PersonExportView> {
    return personExportView(await this.messages.ask(message(GetPersonExport, { exportId })));
  }

  @Get('person-exports/:id/file')
  @Operation('Download an export of a person', exportedFile, { refuses: ['forbidden', 'missing'] }, 'For seven days from when it is ready.')
  async file(@Param('id', IdOf('personExport')) exportId: Uuid, @Res() response: Response): Promise<void> {
    await writeExport(response, (piece) => this.messages.ask(message(GetPersonExportPiece, { exportId, piece })));
  }
}
