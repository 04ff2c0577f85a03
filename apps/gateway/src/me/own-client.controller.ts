import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { GetOwnClient } from '#contracts/identity/own-clients';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { OwnClientView, ownClientView } from './own-client.response.js';

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
}
