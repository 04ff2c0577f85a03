import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { ListLetters } from '#contracts/identity/letters.query';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { maybeUuidOf } from '../edge/public-ids.js';
import { LetterView, LettersWanted, letterView } from './letters.bodies.js';

@ApiTags('Clients')
@Controller('v1/letters')
export class LettersController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List letters',
    { description: 'What the acting organization wrote to its clients, the newest first', pageOf: LetterView },
    { refuses: ['invalid', 'forbidden'] },
    'What became of each letter; what it said is kept nowhere.',
  )
  async list(@Query() { limit, after, accountId, state }: LettersWanted): Promise<Paged<LetterView>> {
    return pageView(
      await this.messages.ask(message(ListLetters, { limit, after, accountId: maybeUuidOf('account', accountId), state })),
      letterView,
    );
  }
}
