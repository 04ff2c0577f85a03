import { Body, Controller, Get, Param, Patch, Res } from '@nestjs/common';
import { ApiTags, OmitType } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { ChangeOwnProfile, GetOwnClient } from '#contracts/identity/own-clients';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { ProfilePatch } from '../people/profile.requests.js';
import { OwnClientView, OwnMemberView, ownClientView, ownMemberView } from './own-client.response.js';

/** Where letters go to is not among it, nor are answers to forms, which are given where the forms are. */
export class OwnProfilePatch extends OmitType(ProfilePatch, ['email', 'answers'] as const) {}

@ApiTags('Me')
@Controller('v1/me/clients/:clientId')
export class OwnClientController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'Get my account as an organization has it',
    { description: 'Who is in it, what is shared of them, what the organization holds, and what is still to be told', type: OwnClientView },
    { withoutOrganization: true, refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('clientId', IdOf('client')) clientId: Uuid): Promise<OwnClientView> {
    return ownClientView(await this.messages.ask(message(GetOwnClient, { clientId })));
  }

  @Patch('members/:personId/profile')
  @Operation(
    'Tell an organization what it holds of a member of my account',
    {
      description: 'The member as the organization has them now',
      type: OwnMemberView,
      headers: { ETag: 'The new version of the profile' },
    },
    {
      withoutOrganization: true,
      edits: 'one',
      idempotency: 'honoured',
      refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'],
    },
    'What is left out stays, null empties it. `If-Match` is the `profileVersion`. Nobody but this organization sees any of it.',
  )
  async changeProfile(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Param('personId', IdOf('person')) personId: Uuid,
    @Body() { address, city, province, postalCode, country, phone, gender, language }: OwnProfilePatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OwnMemberView> {
    const changes = { address, city, province, postalCode, country, phone, gender, language };
    const command = message(ChangeOwnProfile, { clientId, personId, version, ...changes });
    const member = await this.messages.ask(command, { idempotencyKey });
    if (member.profileVersion !== null) showVersion(response, { version: member.profileVersion });
    return ownMemberView(member);
  }
}
