import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { ListOwnAccounts } from '#contracts/identity/managing';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { OwnAccountsView, ownAccountView } from './own-accounts.response.js';

@ApiTags('Me')
@Controller('v1/me/accounts')
export class OwnAccountsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List my accounts',
    { description: 'Those I sign in to, with who is in them and which organizations know them', type: OwnAccountsView },
    { withoutOrganization: true, refuses: ['forbidden'] },
  )
  async list(): Promise<OwnAccountsView> {
    const { data } = await this.messages.ask(message(ListOwnAccounts, {}));
    return { data: data.map(ownAccountView) };
  }
}
