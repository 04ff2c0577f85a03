import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SearchPeople } from '#contracts/identity/search-people';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { FoundPeopleView, foundPeopleView } from './found-person.response.js';
import { PeopleSearchRequest } from './people-search.requests.js';

@ApiTags('Clients')
@Controller('v1/people/search')
export class PeopleSearchController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'Search people',
    { description: 'The best first, two hundred at most', type: FoundPeopleView },
    { refuses: ['invalid', 'forbidden', 'rule'] },
    'Before somebody is created. Over the network give the identifier, or the name with the birth date, the e-mail address up to its @, or seven digits of the phone; each such search is logged, and an organization has so many an hour. What another organization holds of people is never told.',
  )
  async search(@Query() { q, scope, showArchived, limit, after }: PeopleSearchRequest): Promise<FoundPeopleView> {
    return foundPeopleView(await this.messages.ask(message(SearchPeople, { text: q, scope, showArchived, limit, after })));
  }
}
