import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindSimilarPeople, type MatchLanguage } from '#contracts/identity/find-similar-people.query';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { maybeUuidOf } from '../edge/public-ids.js';
import { ReasonLanguage } from './match-language.js';
import { SimilarPeopleBody } from './similar-people.requests.js';
import { SimilarPeopleView, similarPersonView } from './similar-person.response.js';

@ApiTags('Clients')
@Controller('v1/people/matches')
export class SimilarPeopleController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Ask who somebody may be',
    { description: 'People of the network who may be the one described', type: SimilarPeopleView },
    { language: true, refuses: ['invalid', 'forbidden', 'wrong-type'] },
    'For a form, before somebody is entered once more. Names, birth date and gender are compared over the whole network; e-mail, phone, address and account with the acting organization’s own records alone. Writes nothing.',
  )
  async find(
    @Body() { accountId, ...described }: SimilarPeopleBody,
    @ReasonLanguage() language: MatchLanguage,
  ): Promise<SimilarPeopleView> {
    const question = message(FindSimilarPeople, { ...described, accountId: maybeUuidOf('account', accountId), language });
    const { candidates } = await this.messages.ask(question);
    return { data: candidates.map(similarPersonView) };
  }
}
