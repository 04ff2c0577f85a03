import { Body, Controller, Get, Param, Patch, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetPerson, ListPeople } from '#contracts/identity/accounts.query';
import { ChangeProfile } from '#contracts/identity/managing';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { OfImportOrArchived } from '../edge/import-filter.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { answerOf } from '../forms/answers.requests.js';
import { PersonView, personView } from './person.response.js';
import { ProfilePatch } from './profile.requests.js';

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
  @Operation(
    'Get a person',
    { description: 'The person', type: PersonView, headers: { ETag: 'The version of the profile' } },
    { refuses: ['forbidden', 'missing'] },
    'Somebody who was merged answers with a redirect (307) to the survivor.',
  )
  async get(@Param('id', IdOf('person')) personId: Uuid, @Res({ passthrough: true }) response: Response): Promise<PersonView> {
    return this.shown(response, personView(await this.messages.ask(message(GetPerson, { personId }))));
  }

  @Patch(':id/profile')
  @Operation(
    'Change what you hold of a person',
    { description: 'The person as it is now', type: PersonView, headers: { ETag: 'The new version of the profile' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'What is left out stays, null empties it. Nobody else sees any of it. The address is where you write to, not what they sign in with. Nothing is saved while a required question of your forms is unanswered: answers may come along.',
  )
  async changeProfile(
    @Param('id', IdOf('person')) personId: Uuid,
    @Body() { address, city, province, postalCode, country, phone, email, gender, language, answers }: ProfilePatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonView> {
    const changes = { address, city, province, postalCode, country, phone, email, gender, language };
    const command = message(ChangeProfile, { personId, version, ...changes, answers: answers?.map(answerOf) });
    return this.shown(response, personView(await this.messages.ask(command, { idempotencyKey })));
  }

  private shown(response: Response, view: PersonView): PersonView {
    if (view.version !== null) showVersion(response, { version: view.version });
    return view;
  }
}
