import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetPerson, ListPeople } from '#contracts/identity/accounts.query';
import { Messages } from '#platform/messaging/messages';
import { OfImportOrArchived } from '../edge/import-filter.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { PersonView, personView } from './person.response.js';

@ApiTags('Clients')
@Controller('v1/people')
export class PeopleController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List people',
    { description: 'Those the acting organization knows', pageOf: PersonView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, importId, showArchived }: OfImportOrArchived): Promise<Paged<PersonView>> {
    return pageView(
      await this.messages.ask(message(ListPeople, { limit, after, importId: maybeUuidOf('import', importId), showArchived })),
      personView,
    );
  }

  @Get(':id')
  @Operation('Get a person', { description: 'The person', type: PersonView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('person')) personId: Uuid): Promise<PersonView> {
    return personView(await this.messages.ask(message(GetPerson, { personId })));
  }
}
