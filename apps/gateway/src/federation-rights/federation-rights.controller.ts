import { Body, Controller, Get, Patch, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ChangeFederationRights, GetFederationRights, type FederationRightsRecord } from '#contracts/identity/staff';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { FederationRightsBody, FederationRightsView } from './federation-rights.bodies.js';

@ApiTags('Access')
@Controller('v1/federation-rights')
export class FederationRightsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'Get what our federation may do here',
    {
      description: 'How far the acting club lets the staff of its federation in',
      type: FederationRightsView,
      headers: { ETag: 'Its version' },
    },
    { refuses: ['forbidden', 'rule'] },
    'None of its staff act for the club while this is empty.',
  )
  async get(@Res({ passthrough: true }) response: Response): Promise<FederationRightsView> {
    return this.shown(response, await this.messages.ask(message(GetFederationRights, {})));
  }

  @Patch()
  @Operation(
    'Say what our federation may do here',
    { description: 'As it is now', type: FederationRightsView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type', 'rule'] },
    'Its staff then act for the club by the Acting-Organization header: administrators as far as this goes, employees as far as this and the clubRights of their groups go.',
  )
  async change(
    @Body() { rights }: FederationRightsBody,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FederationRightsView> {
    return this.shown(response, await this.messages.ask(message(ChangeFederationRights, { version, rights }), { idempotencyKey }));
  }

  private shown(response: Response, { rights, version }: FederationRightsRecord): FederationRightsView {
    showVersion(response, { version });
    return { rights };
  }
}
