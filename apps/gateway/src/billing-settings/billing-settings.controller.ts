import { Body, Controller, Get, Param, Patch, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { ChangeBillingSettings, GetBillingSettings, type BillingSettingsRecord } from '#contracts/billing/billing-settings';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { BillingSettingsPatch, BillingSettingsView, billingSettingsView } from './billing-settings.bodies.js';

@ApiTags('Billing')
@Controller('v1/organizations/:id/billing-settings')
export class BillingSettingsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'Get billing settings',
    { description: 'How the acting organization keeps its books', type: BillingSettingsView, headers: { ETag: 'Their version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('organization')) organizationId: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BillingSettingsView> {
    return shown(response, await this.messages.ask(message(GetBillingSettings, { organizationId })));
  }

  @Patch()
  @Operation(
    'Change billing settings',
    { description: 'The settings as they are now', type: BillingSettingsView, headers: { ETag: 'Their new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
    'For what is issued and cancelled from now on. What is left out stays.',
  )
  async change(
    @Param('id', IdOf('organization')) organizationId: Uuid,
    @Body() { upstreamCredit, upstreamDays, accrual, dueDays, tellClientsOf }: BillingSettingsPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BillingSettingsView> {
    const command = message(ChangeBillingSettings, {
      organizationId,
      version,
      upstreamCredit,
      upstreamDays,
      accrual,
      dueDays,
      tellClientsOf,
    });
    return shown(response, await this.messages.ask(command, { idempotencyKey }));
  }
}

function shown(response: Response, record: BillingSettingsRecord): BillingSettingsView {
  showVersion(response, record);
  return billingSettingsView(record);
}
