import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { ErasePerson, GetPersonErasure, ListPersonErasures, PreviewPersonErasure } from '#contracts/identity/person-erasures';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { ErasurePreviewView, PersonErasureView, erasurePreviewView, personErasureView } from './person-erasure.response.js';
import { ErasureBody, ErasuresRequest } from './person-erasures.requests.js';

/** Every service counts what it holds. */
const options = { timeoutMs: 60_000 };

@ApiTags('Privacy')
@Controller('v1')
export class PersonErasuresController {
  constructor(private readonly messages: Messages) {}

  @Post('people/:id/erasures/preview')
  @Operation(
    'Preview erasing a person',
    { description: 'What goes, what stays and why, what has to be settled first', type: ErasurePreviewView },
    { refuses: ['forbidden', 'missing'] },
    'What the acting organization holds goes; and the person altogether, when nobody else holds them.',
  )
  async preview(@Param('id', IdOf('person')) personId: Uuid): Promise<ErasurePreviewView> {
    return erasurePreviewView(await this.messages.ask(message(PreviewPersonErasure, { personId }), options));
  }

  @Post('people/:id/erasures')
  @Operation(
    'Erase a person',
    { status: 202, description: 'Begun', type: PersonErasureView, headers: { Location: 'The erasure' } },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'rule', 'wrong-type'] },
    'For good: nobody brings them back. Issued documents, their numbers and sums stay as they are.',
  )
  async erase(
    @Param('id', IdOf('person')) personId: Uuid,
    @Body() { previewHash }: ErasureBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonErasureView> {
    const command = message(ErasePerson, { erasureId: creationId('person-erasure', caller, idempotencyKey), personId, previewHash });
    const begun = await this.messages.ask(command, { ...options, idempotencyKey });
    return created(response, 'person-erasures', personErasureView(begun));
  }

  @Get('person-erasures')
  @Operation(
    'List erasures of people',
    { description: 'Those the acting organization began, the newest first', pageOf: PersonErasureView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, personId }: ErasuresRequest): Promise<Paged<PersonErasureView>> {
    const question = message(ListPersonErasures, { limit, after, personId: maybeUuidOf('person', personId) });
    return pageView(await this.messages.ask(question), personErasureView);
  }

  @Get('person-erasures/:id')
  @Operation('Get an erasure of a person', { description: 'How far it is', type: PersonErasureView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('personErasure')) erasureId: Uuid): Promise<PersonErasureView> {
    return personErasureView(await this.messages.ask(message(GetPersonErasure, { erasureId })));
  }
}
