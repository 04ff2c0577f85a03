import { Body, Controller, Delete, Get, Ip, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { FinishProviderLink, ListOwnProviders, RemoveProviderLink, StartProviderLink } from '#contracts/identity/sign-in-providers';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { ProviderName, providerParameter } from './provider-name.js';
import {
  OwnProvidersView,
  OwnProviderView,
  ProviderLinkBody,
  ProviderPasswordBody,
  ProviderVisitView,
  ownProviderView,
  providerVisitView,
} from './sign-in-providers.bodies.js';

@ApiTags('Me')
@Controller('v1/me/sign-in-providers')
export class OwnProvidersController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List the providers I may sign in through',
    { description: 'Each with whether I have linked it', type: OwnProvidersView },
    { withoutOrganization: true, refuses: ['forbidden'] },
  )
  async list(): Promise<OwnProvidersView> {
    const { data } = await this.messages.ask(message(ListOwnProviders, {}));
    return { data: data.map(ownProviderView) };
  }

  @Post(':provider')
  @ApiParam(providerParameter)
  @Operation(
    'Begin to link a provider to my sign-in',
    { status: 201, description: 'Where to send the browser', type: ProviderVisitView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing', 'rule', 'wrong-type'] },
    'Takes the password: what opens a second door is asked of its owner.',
  )
  async start(
    @ProviderName() provider: string,
    @Body() { password }: ProviderPasswordBody,
    @Ip() address: string,
  ): Promise<ProviderVisitView> {
    return providerVisitView(await this.messages.ask(message(StartProviderLink, { provider, password, address })));
  }

  @Post(':provider/callback')
  @ApiParam(providerParameter)
  @Operation(
    'Link a provider with what the browser brought back',
    { status: 201, description: 'The link', type: OwnProviderView },
    { withoutOrganization: true, refuses: ['invalid', 'unauthenticated', 'forbidden', 'missing', 'conflict', 'wrong-type'] },
    'A letter tells my address. A password chosen by a letter ends every link.',
  )
  async finish(@ProviderName() provider: string, @Body() { flow, code, state, iss, language }: ProviderLinkBody): Promise<OwnProviderView> {
    return ownProviderView(await this.messages.ask(message(FinishProviderLink, { provider, flow, code, state, iss, language })));
  }

  @Delete(':provider')
  @ApiParam(providerParameter)
  @Operation(
    'Remove the link of a provider',
    { status: 204, description: 'It opens nothing any longer; the password does' },
    { withoutOrganization: true, refuses: ['forbidden', 'missing'] },
  )
  async remove(@ProviderName() provider: string): Promise<void> {
    await this.messages.ask(message(RemoveProviderLink, { provider }));
  }
}
