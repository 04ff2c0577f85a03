import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { ChangeForm, CreateForm, GetForm, ListForms, type FormRecord } from '#contracts/identity/forms';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { FormView, formView } from './form.response.js';
import { FormBody, FormPatch, FormsRequest, questionOf, spokenOf } from './forms.requests.js';

@ApiTags('Forms')
@Controller('v1/forms')
export class FormsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Design a form',
    { status: 201, description: 'The form', type: FormView, headers: { Location: 'Where it is', ETag: 'Its version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type'] },
    'Asked of every member of your clients from then on. No other organization sees it, or any answer.',
  )
  async create(
    @Body() { names, questions }: FormBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FormView> {
    const formId = creationId('form', caller, idempotencyKey);
    const command = message(CreateForm, { formId, names: spokenOf(names), questions: questions.map(questionOf) });
    return created(response, 'forms', this.shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List forms',
    { description: 'The acting organization’s, in the order they were made', pageOf: FormView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, archived }: FormsRequest): Promise<Paged<FormView>> {
    return pageView(await this.messages.ask(message(ListForms, { limit, after, archived })), formView);
  }

  @Get(':id')
  @Operation(
    'Get a form',
    { description: 'The form', type: FormView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('form')) formId: Uuid, @Res({ passthrough: true }) response: Response): Promise<FormView> {
    return this.shown(response, await this.messages.ask(message(GetForm, { formId })));
  }

  @Patch(':id')
  @Operation(
    'Change or archive a form',
    { description: 'The form as it is now', type: FormView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
    'What is left out stays. Questions and options are not deleted: those that are not among the ones you name are archived, and their answers stay.',
  )
  async change(
    @Param('id', IdOf('form')) formId: Uuid,
    @Body() { names, questions, archived }: FormPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FormView> {
    const changes = { names: names && spokenOf(names), questions: questions?.map(questionOf), archived };
    return this.shown(response, await this.messages.ask(message(ChangeForm, { formId, version, ...changes }), { idempotencyKey }));
  }

  private shown(response: Response, record: FormRecord): FormView {
    showVersion(response, record);
    return formView(record);
  }
}
