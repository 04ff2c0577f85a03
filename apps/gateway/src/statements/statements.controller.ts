import { Controller, Get, Param, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetStatement, MakeStatementFile } from '#contracts/billing/statements.query';
import { Messages } from '#platform/messaging/messages';
import { fileLanguageOf, fileOf, fileOptions, formatOf, jsonFile } from '../edge/files.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { StatementView, statementJson } from './statement.response.js';
import { StatementRequest } from './statements.requests.js';

@ApiTags('Billing')
@Controller('v1/billing-accounts')
export class StatementsController {
  constructor(private readonly messages: Messages) {}

  @Get(':id/statement')
  @Operation(
    'Get the statement of an account',
    {
      description: 'Opening balance, dated lines with what is owed after each, closing balance, credit, what is planned',
      type: StatementView,
      files: { 'text/csv': 'Date,Entry,Number,…\r\n', 'application/pdf': '%PDF-1.7 …' },
    },
    { language: true, refuses: ['invalid', 'forbidden', 'missing', 'rule'] },
  )
  async get(
    @Param('id', IdOf('billingAccount')) billingAccountId: Uuid,
    @Query() { from, to, limit, after, format: asked, language }: StatementRequest,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const format = formatOf(request, asked, ['json', 'csv', 'pdf']);
    if (format === 'json')
      return jsonFile(statementJson(await this.messages.ask(message(GetStatement, { billingAccountId, from, to, limit, after }))));
    const question = message(MakeStatementFile, { billingAccountId, from, to, format, language: fileLanguageOf(request, language) });
    return fileOf(this.messages, await this.messages.ask(question, fileOptions));
  }
}
