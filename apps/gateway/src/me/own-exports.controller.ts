import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { GetOwnExport, GetOwnExportPiece, ListOwnExports, RequestOwnExport } from '#contracts/identity/person-exports';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { exportedFile, writeExport } from '../person-exports/export-file.js';
import { PersonExportView, personExportView } from '../person-exports/person-export.response.js';
import { OwnExportBody } from '../person-exports/person-exports.requests.js';

@ApiTags('Me')
@Controller('v1/me/exports')
export class OwnExportsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Export everything that is held of me',
    { status: 202, description: 'Begun; every service is asked', type: PersonExportView, headers: { Location: 'The export' } },
    { withoutOrganization: true, idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
    'By every organization, and what belongs to none: my sign-in. An owner may name a member of their account instead.',
  )
  async request(
    @Body() { personId }: OwnExportBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonExportView> {
    const exportId = creationId('own-export', caller, idempotencyKey);
    const command = message(RequestOwnExport, { exportId, personId: maybeUuidOf('person', personId) });
    return created(response, 'me/exports', personExportView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List my exports',
    { description: 'The newest first', pageOf: PersonExportView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after }: PageRequest): Promise<Paged<PersonExportView>> {
    return pageView(await this.messages.ask(message(ListOwnExports, { limit, after })), personExportView);
  }

  @Get(':exportId')
  @Operation(
    'Get an export of mine',
    { description: 'How far it is', type: PersonExportView },
    { withoutOrganization: true, refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('exportId', IdOf('personExport')) exportId: Uuid): Promise<PersonExportView> {
    return personExportView(await this.messages.ask(message(GetOwnExport, { exportId })));
  }

  @Get(':exportId/file')
  @Operation(
    'Download an export of mine',
    exportedFile,
    { withoutOrganization: true, refuses: ['forbidden', 'missing'] },
    'For seven days from when it is ready.',
  )
  async file(@Param('exportId', IdOf('personExport')) exportId: Uuid, @Res() response: Response): Promise<void> {
    await writeExport(response, (piece) => this.messages.ask(message(GetOwnExportPiece, { exportId, piece })));
  }
}
