import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { GetOwnAnswers, SaveOwnAnswers } from '#contracts/identity/forms';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { IsPublicId, exampleId, uuidOf } from '../edge/public-ids.js';
import { AnswersBody, AnswersRequest, answerOf, chosenForm } from '../forms/answers.requests.js';
import { AnswersView, answersView } from '../forms/answers.response.js';

export class OwnAnswersRequest extends AnswersRequest {
  @ApiProperty({ description: 'My account as the organization has it', example: exampleId('client') })
  @IsPublicId('client')
  readonly clientId!: string;

  @ApiProperty({ description: 'A member of my account; myself, where it is not mine', example: exampleId('person') })
  @IsPublicId('person')
  readonly personId!: string;
}

export class OwnAnswersBody extends AnswersBody {
  @ApiProperty({ description: 'My account as the organization has it', example: exampleId('client') })
  @IsPublicId('client')
  readonly clientId!: string;

  @ApiProperty({ description: 'A member of my account; myself, where it is not mine', example: exampleId('person') })
  @IsPublicId('person')
  readonly personId!: string;
}

@ApiTags('Me')
@Controller('v1/me/answers')
export class OwnAnswersController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'Get what an organization asks of us',
    { description: 'Its forms, or one, with our answers', type: AnswersView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async get(@Query() { clientId, personId, form }: OwnAnswersRequest): Promise<AnswersView> {
    const ids = { clientId: uuidOf('client', clientId), personId: uuidOf('person', personId) };
    return answersView(await this.messages.ask(message(GetOwnAnswers, { ...ids, formId: chosenForm(form) })));
  }

  @Post()
  @Operation(
    'Answer what an organization asks of us',
    { description: 'What is answered now', type: AnswersView },
    { withoutOrganization: true, idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Nobody but this organization sees it.',
  )
  async save(
    @Body() { clientId, personId, answers }: OwnAnswersBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<AnswersView> {
    const ids = { clientId: uuidOf('client', clientId), personId: uuidOf('person', personId) };
    return answersView(await this.messages.ask(message(SaveOwnAnswers, { ...ids, answers: answers.map(answerOf) }), { idempotencyKey }));
  }
}
