import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { RequestPasswordReset, ResetPassword } from '#contracts/identity/passwords';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { NewPasswordBody, PasswordResetBody, ResetSentView } from './password-resets.bodies.js';

@ApiTags('Sessions')
@Controller('v1/password-resets')
export class PasswordResetsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Ask for a link to choose a new password',
    { status: 202, description: 'If the address signs in, a letter is on its way', type: ResetSentView },
    { open: true, refuses: ['invalid', 'wrong-type'] },
    'Known and unknown addresses are answered alike. The link works once, for an hour; a newer one replaces it.',
  )
  async request(@Body() { email, language }: PasswordResetBody, @Ip() address: string): Promise<ResetSentView> {
    const { sent } = await this.messages.ask(message(RequestPasswordReset, { email, language, address }));
    return { sent };
  }

  @Post('uses')
  @Operation(
    'Choose a new password by the link',
    { status: 204, description: 'The password holds; every session has ended' },
    { open: true, refuses: ['invalid', 'missing', 'wrong-type'] },
    'A link that is unknown, spent, expired or replaced is missing, whichever it is.',
  )
  async use(@Body() { token, password }: NewPasswordBody): Promise<void> {
    await this.messages.ask(message(ResetPassword, { token, password }));
  }
}
