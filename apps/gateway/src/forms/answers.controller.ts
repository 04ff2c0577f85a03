import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { GetAnswers, SaveAnswers } from '#contracts/identity/forms';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { AnswersBody, AnswersRequest, answerOf, chosenForm } from './answers.requests.js';
import { AnswersView, answersView } from './answers.response.js';

@ApiTags('Forms')
@Controller('v1/people/:id/answers')
export class AnswersController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'Get what a member answered',
    { description: 'Every form you ask, or one, with the answers', type: AnswersView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('person')) personId: Uuid, @Query() { form }: AnswersRequest): Promise<AnswersView> {
    return answersView(await this.messages.ask(message(GetAnswers, { personId, formId: chosenForm(form) })));
  }

  @Post()
  @Operation(
    'Write down what a member answers',
    { description: 'What is answered now', type: AnswersView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'What is not named stays. Nothing is saved while a required question of a form you touch is unanswered.',
  )
  async save(
    @Param('id', IdOf('person')) personId: Uuid,
    @Body() { answers }: AnswersBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<AnswersView> {
    return answersView(await this.messages.ask(message(SaveAnswers, { personId, answers: answers.map(answerOf) }), { idempotencyKey }));
  }
}
