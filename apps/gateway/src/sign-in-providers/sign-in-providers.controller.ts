import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { FinishProviderSignIn, ListSignInProviders, StartProviderSignIn } from '#contracts/identity/sign-in-providers';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { AccessTokens } from '../edge/access-tokens.js';
import { Operation } from '../edge/operation.js';
import { SessionView, sessionView } from '../sessions/session.response.js';
import { ProviderName, providerParameter } from './provider-name.js';
import {
  ProviderSignInBody,
  ProviderVisitView,
  SignInProvidersView,
  providerVisitView,
  signInProviderView,
} from './sign-in-providers.bodies.js';

/** Signing in through a provider of OpenID Connect (ADR 25). The browser goes there and comes back; only codes pass through here. */
@ApiTags('Sessions')
@Controller('v1/sessions/oidc')
export class SignInProvidersController {
  constructor(
    private readonly messages: Messages,
    private readonly tokens: AccessTokens,
  ) {}

  @Get()
  @Operation(
    'List the providers one may sign in through',
    { description: 'Those of this installation; often none', type: SignInProvidersView },
    { open: true },
  )
  async list(): Promise<SignInProvidersView> {
    const { data } = await this.messages.ask(message(ListSignInProviders, {}));
    return { data: data.map(signInProviderView) };
  }

  @Post(':provider')
  @ApiParam(providerParameter)
  @Operation(
    'Begin to sign in through a provider',
    { status: 201, description: 'Where to send the browser', type: ProviderVisitView },
    { open: true, refuses: ['missing'] },
  )
  async start(@ProviderName() provider: string): Promise<ProviderVisitView> {
    return providerVisitView(await this.messages.ask(message(StartProviderSignIn, { provider })));
  }

  @Post(':provider/callback')
  @ApiParam(providerParameter)
  @Operation(
    'Sign in with what the browser brought back',
    { status: 201, description: 'A session', type: SessionView },
    { open: true, refuses: ['invalid', 'unauthenticated', 'missing', 'wrong-type'] },
    'For whoever has linked the provider under `/v1/me/sign-in-providers`; an address alone opens nothing. Who has a second factor sends the same again with its code.',
  )
  async finish(@ProviderName() provider: string, @Body() { flow, code, state, iss, factor }: ProviderSignInBody): Promise<SessionView> {
    const session = await this.messages.ask(message(FinishProviderSignIn, { provider, flow, code, state, iss, factor }));
    return sessionView(session, await this.tokens.sign(session.sessionId));
  }
}
