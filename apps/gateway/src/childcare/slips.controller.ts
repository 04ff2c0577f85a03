import { Body, Controller, Get, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ListSlips, MakeSlips, MakeSlipsFile, PreviewSlips } from '#contracts/billing/childcare';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { fileLanguageOf, fileOf, fileOptions, formatOf } from '../edge/files.js';
import { RequiredIdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { maybeUuidOf } from '../edge/public-ids.js';
import { SlipYearBody, SlipsRequest } from './childcare.requests.js';
import { SlipView, SlipsMadeView, slipView, slipsMadeView } from './childcare.response.js';

/** RL-24 slips of a year of care. */
@ApiTags('Childcare')
@Controller('v1/childcare-slips')
export class SlipsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List RL-24 slips',
    {
      description: 'The newest first, insurance numbers masked; files hold them whole, and making one is logged',
      pageOf: SlipView,
      files: { 'text/csv': 'Year,Number,Slip code,Replaces,Payer,…\r\n', 'application/pdf': '%PDF-1.7 …' },
    },
    { language: true, refuses: ['invalid', 'forbidden', 'missing', 'rule'] },
  )
  async list(
    @Query() { limit, after, year, billingAccountId: account, format: asked, language }: SlipsRequest,
    @Req() request: Request,
  ): Promise<Paged<SlipView> | StreamableFile> {
    const filter = { year, billingAccountId: maybeUuidOf('billingAccount', account) };
    const format = formatOf(request, asked, ['json', 'csv', 'pdf']);
    if (format === 'json') return pageView(await this.messages.ask(message(ListSlips, { ...filter, limit, after })), slipView);
    const question = message(MakeSlipsFile, { ...filter, format, language: fileLanguageOf(request, language) });
    return fileOf(this.messages, await this.messages.ask(question, fileOptions));
  }

  @Post('preview')
  @Operation(
    'See what slips a year needs',
    { status: 200, description: 'What making them would do now, and what is missing', type: SlipsMadeView },
    { refuses: ['invalid', 'forbidden', 'wrong-type'] },
  )
  async preview(@Body() { year }: SlipYearBody): Promise<SlipsMadeView> {
    return slipsMadeView(await this.messages.ask(message(PreviewSlips, { year })));
  }

  @Post()
  @Operation(
    'Make the RL-24 slips of a year',
    { status: 200, description: 'What was made, and what is missing', type: SlipsMadeView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'wrong-type', 'rule'] },
    'Originals for new care, amended slips where something changed, cancelled ones where the care is gone. Repeating it makes nothing new.',
  )
  async make(@Body() { year }: SlipYearBody, @RequiredIdempotencyKey() idempotencyKey: string): Promise<SlipsMadeView> {
    return slipsMadeView(await this.messages.ask(message(MakeSlips, { year }), { ...fileOptions, idempotencyKey }));
  }
}
