import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { Activate, GetActivationLink, RequestActivations } from '#contracts/identity/activation';
import { Messages } from '#platform/messaging/messages';
import { AccessTokens } from '../edge/access-tokens.js';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { SessionView, sessionView } from '../sessions/session.response.js';
import { ActivationRequestsBody, ActivationRequestsView, LinkBody, LinkView, PasswordByLinkBody, linkView } from './activations.bodies.js';

@ApiTags('Activation')
@Controller('v1')
export class ActivationsController {
  constructor(
    private readonly messages: Messages,
    private readonly tokens: AccessTokens,
  ) {}

  @Post('activation-requests')
  @Operation(
    'Ask every client since a day to activate their account',
    { description: 'How many were written to', type: ActivationRequestsView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type'] },
    'Those with an address who cannot sign in yet, imported clients too.',
  )
  async requestAll(
    @Body() { createdAfter }: ActivationRequestsBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<ActivationRequestsView> {
    const { requested } = await this.messages.ask(message(RequestActivations, { createdAfter }), { idempotencyKey });
    return { requested };
  }

  @Post('activations/checks')
  @Operation(
    'See what an activation link is for',
    { description: 'Who asks whom', type: LinkView },
    { open: true, refuses: ['invalid', 'missing', 'wrong-type'] },
    'Looking spends nothing. A link that is unknown, spent, expired or replaced is missing, whichever it is.',
  )
  async check(@Body() { token }: LinkBody): Promise<LinkView> {
    return linkView(await this.messages.ask(message(GetActivationLink, { token })));
  }

  @Post('activations')
  @Operation(
    'Activate an account by choosing a password',
    { status: 201, description: 'A session', type: SessionView },
    { open: true, refuses: ['invalid', 'missing', 'wrong-type'] },
    'Following the link proves the address; the link is spent.',
  )
  async activate(@Body() { token, password }: PasswordByLinkBody): Promise<SessionView> {
    const session = await this.messages.ask(message(Activate, { token, password }));
    return sessionView(session, await this.tokens.sign(session.sessionId));
  }
}
