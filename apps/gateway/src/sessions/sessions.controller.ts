import { Body, Controller, Delete, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { RefreshSession, SignIn, SignOut, type SessionOpened } from '#contracts/identity/sessions.command';
import { SignOutEverywhere } from '#contracts/identity/passwords';
import { Messages } from '#platform/messaging/messages';
import { AccessTokens } from '../edge/access-tokens.js';
import { NoSuchObject } from '../edge/gateway.errors.js';
import { Operation } from '../edge/operation.js';
import { SignedInAs, type SignedIn } from '../edge/signed-in.js';
import { EndedView, SessionView, sessionView } from './session.response.js';
import { RefreshBody, SignInBody } from './sessions.requests.js';

@ApiTags('Sessions')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly messages: Messages,
    private readonly tokens: AccessTokens,
  ) {}

  @Post()
  @Operation(
    'Sign in',
    { status: 201, description: 'A session', type: SessionView },
    { open: true, refuses: ['invalid', 'unauthenticated', 'wrong-type'] },
    'Unknown address and wrong password are answered alike. After five failures answers get slower, never a lasting lock. Who has a second factor sends its code along.',
  )
  async signIn(@Body() { email, password, code }: SignInBody, @Ip() address: string): Promise<SessionView> {
    return this.opened(await this.messages.ask(message(SignIn, { email, password, address, code })));
  }

  @Post('refresh')
  @Operation(
    'Get the next access token',
    { status: 201, description: 'The session, with new tokens', type: SessionView },
    { open: true, refuses: ['invalid', 'unauthenticated', 'wrong-type'] },
    'A refresh token works once; using a spent one ends the session, since somebody else may have it.',
  )
  async refresh(@Body() { refreshToken }: RefreshBody): Promise<SessionView> {
    return this.opened(await this.messages.ask(message(RefreshSession, { refreshToken })));
  }

  @Delete('current')
  @Operation(
    'Sign out',
    { status: 204, description: 'The session has ended, its tokens with it' },
    { withoutOrganization: true, refuses: ['missing'] },
    'An API key has no session to end.',
  )
  async signOut(@SignedInAs() { sessionId }: SignedIn): Promise<void> {
    if (sessionId === undefined) throw new NoSuchObject();
    await this.messages.ask(message(SignOut, { sessionId }));
  }

  @Delete()
  @Operation(
    'Sign out everywhere',
    { description: 'How many sessions have ended, this one among them', type: EndedView },
    { withoutOrganization: true, refuses: ['forbidden'] },
    'Every session of whoever asks, on every device, at once.',
  )
  async signOutEverywhere(): Promise<EndedView> {
    const { ended } = await this.messages.ask(message(SignOutEverywhere, {}));
    return { ended };
  }

  private async opened(session: SessionOpened): Promise<SessionView> {
    return sessionView(session, await this.tokens.sign(session.sessionId));
  }
}
