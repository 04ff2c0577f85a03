import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import type { MatchLanguage } from '#contracts/identity/find-similar-people.query';
import { DecideDuplicate, GetPossibleDuplicate, ListPossibleDuplicates } from '#contracts/identity/possible-duplicates';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { ReasonLanguage } from '../similar-people/match-language.js';
import { PossibleDuplicateView, possibleDuplicateView } from './possible-duplicate.response.js';
import { DuplicateDecisionBody, PossibleDuplicatesRequest } from './possible-duplicates.requests.js';

@ApiTags('Possible duplicates')
@Controller('v1/possible-duplicates')
export class PossibleDuplicatesController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List possible duplicates',
    { description: 'What waits for an answer, or another state, likeliest first', pageOf: PossibleDuplicateView },
    { language: true, refuses: ['invalid', 'forbidden'] },
    'A club sees pairs of people it holds both of; a federation those of its network, by shared fields.',
  )
  async list(
    @Query() { limit, after, state, certain, personId }: PossibleDuplicatesRequest,
    @ReasonLanguage() language: MatchLanguage,
  ): Promise<Paged<PossibleDuplicateView>> {
    const question = message(ListPossibleDuplicates, { limit, after, state, certain, personId: maybeUuidOf('person', personId), language });
    return pageView(await this.messages.ask(question), possibleDuplicateView);
  }

  @Get(':id')
  @Operation(
    'Get a possible duplicate',
    { description: 'Two people side by side, and why they may be one', type: PossibleDuplicateView },
    { language: true, refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('possibleDuplicate')) duplicateId: Uuid,
    @ReasonLanguage() language: MatchLanguage,
  ): Promise<PossibleDuplicateView> {
    return possibleDuplicateView(await this.messages.ask(message(GetPossibleDuplicate, { duplicateId, language })));
  }

  @Put(':id/decision')
  @Operation(
    'Say that two are not the same, or later',
    { description: 'As it is now', type: PossibleDuplicateView },
    { language: true, idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'wrong-type'] },
  )
  async decide(
    @Param('id', IdOf('possibleDuplicate')) duplicateId: Uuid,
    @Body() { decision, laterUntil }: DuplicateDecisionBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @ReasonLanguage() language: MatchLanguage,
  ): Promise<PossibleDuplicateView> {
    const command = message(DecideDuplicate, { duplicateId, decision, laterUntil, language });
    return possibleDuplicateView(await this.messages.ask(command, { idempotencyKey }));
  }
}
