import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { ChangeConsent, ListConsents } from '#contracts/identity/invitations';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { uuidOf } from '../edge/public-ids.js';
import { ConsentBody, ConsentView, ConsentsView, consentView } from './consents.bodies.js';

@ApiTags('Me')
@Controller('v1/me/consents')
export class ConsentsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List who knows my account',
    { description: 'Organizations and what they may see', type: ConsentsView },
    { withoutOrganization: true, refuses: ['forbidden'] },
  )
  async list(): Promise<ConsentsView> {
    const { data } = await this.messages.ask(message(ListConsents, {}));
    return { data: data.map(consentView) };
  }

  @Put()
  @Operation(
    'Take a consent back, or give it',
    { description: 'What holds from now on', type: ConsentView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
    'What the organization holds of the other members is out of its sight at once. Its invoices keep the names on them.',
  )
  async change(@Body() { clientId, given }: ConsentBody): Promise<ConsentView> {
    return consentView(await this.messages.ask(message(ChangeConsent, { clientId: uuidOf('client', clientId), given })));
  }
}
