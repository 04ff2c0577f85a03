import { Body, Controller, Get, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ConfirmSecondFactor, GetSecondFactor, RemoveSecondFactor, StartSecondFactor } from '#contracts/identity/second-factors';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import {
  RecoveryCodesView,
  SecondFactorBody,
  SecondFactorCodeBody,
  SecondFactorRemovalBody,
  SecondFactorSecretView,
  SecondFactorView,
} from './second-factor.bodies.js';

@ApiTags('Me')
@Controller('v1/me/second-factor')
export class SecondFactorController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'Do I sign in with a second factor',
    { description: 'Whether a code is asked for', type: SecondFactorView },
    { withoutOrganization: true, refuses: ['forbidden'] },
  )
  async get(): Promise<SecondFactorView> {
    const { on, recoveryCodesLeft } = await this.messages.ask(message(GetSecondFactor, {}));
    return { on, recoveryCodesLeft };
  }

  @Post()
  @Operation(
    'Begin to sign in with a second factor',
    { status: 201, description: 'The secret for an authenticator', type: SecondFactorSecretView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'conflict', 'rule', 'wrong-type'] },
    'Time-based codes (RFC 6238). Nothing is asked for until a first code was confirmed.',
  )
  async start(@Body() { password }: SecondFactorBody, @Ip() address: string): Promise<SecondFactorSecretView> {
    const { secret, uri } = await this.messages.ask(message(StartSecondFactor, { password, address }));
    return { secret, uri };
  }

  @Post('confirmations')
  @Operation(
    'Confirm my second factor with its first code',
    { status: 201, description: 'Recovery codes; from now on signing in takes a code', type: RecoveryCodesView },
    { withoutOrganization: true, refuses: ['invalid', 'unauthenticated', 'forbidden', 'conflict', 'rule', 'wrong-type'] },
  )
  async confirm(@Body() { code }: SecondFactorCodeBody): Promise<RecoveryCodesView> {
    const { recoveryCodes } = await this.messages.ask(message(ConfirmSecondFactor, { code }));
    return { recoveryCodes };
  }

  @Post('removals')
  @Operation(
    'Sign in without a second factor again',
    { status: 204, description: 'No code is asked for any longer' },
    { withoutOrganization: true, refuses: ['invalid', 'unauthenticated', 'forbidden', 'rule', 'wrong-type'] },
    'Takes the password and a code, or a recovery code.',
  )
  async remove(@Body() { password, code }: SecondFactorRemovalBody, @Ip() address: string): Promise<void> {
    await this.messages.ask(message(RemoveSecondFactor, { password, code, address }));
  }
}
