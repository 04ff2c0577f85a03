import { Body, Controller, Get, Param, Patch, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { ChangeClientSettings, GetClientSettings, type ClientSettingsRecord } from '#contracts/identity/client-settings';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { ClientSettingsPatch, ClientSettingsView, clientSettingsView } from './client-settings.bodies.js';

@ApiTags('Organizations')
@Controller('v1/organizations')
export class ClientSettingsController {
  constructor(private readonly messages: Messages) {}

  @Get(':id/client-settings')
  @Operation(
    'Get how an organization takes in clients',
    { description: 'The settings', type: ClientSettingsView, headers: { ETag: 'Their version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('organization')) organizationId: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ClientSettingsView> {
    return this.shown(response, await this.messages.ask(message(GetClientSettings, { organizationId })));
  }

  @Patch(':id/client-settings')
  @Operation(
    'Change how an organization takes in clients',
    { description: 'The settings as they are now', type: ClientSettingsView, headers: { ETag: 'Their new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
    'What is left out stays. Links that were sent keep the time they were promised.',
  )
  async change(
    @Param('id', IdOf('organization')) organizationId: Uuid,
    @Body() { linkDays, selfSignUp }: ClientSettingsPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ClientSettingsView> {
    const command = message(ChangeClientSettings, { organizationId, version, linkDays, selfSignUp });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  private shown(response: Response, settings: ClientSettingsRecord): ClientSettingsView {
    showVersion(response, settings);
    return clientSettingsView(settings);
  }
}
