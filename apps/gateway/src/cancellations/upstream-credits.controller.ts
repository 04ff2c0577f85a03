import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ActingOrganization, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { DecideUpstreamCredit, GetUpstreamCredit, ListUpstreamCredits } from '#contracts/billing/cancellations';
import { Messages } from '#platform/messaging/messages';
import { creditAskOf } from '../edge/credit.js';
import { RequiredIdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { ActingFor } from '../edge/signed-in.js';
import { UpstreamCreditView, upstreamCreditView } from './cancellation.response.js';
import { ApprovalBody, UpstreamCreditsRequest } from './cancellations.requests.js';

/** What clubs' cancellations ask of their federation. */
@ApiTags('Billing')
@Controller('v1/upstream-credits')
export class UpstreamCreditsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List what cancellations ask of the federation',
    { description: 'Asked of the acting federation, or by the acting club, the newest first', pageOf: UpstreamCreditView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { organizationId, ...asked }: UpstreamCreditsRequest): Promise<Paged<UpstreamCreditView>> {
    const question = message(ListUpstreamCredits, { ...asked, debtorId: maybeUuidOf('organization', organizationId) });
    return pageView(await this.messages.ask(question), upstreamCreditView);
  }

  @Get(':id')
  @Operation(
    'Get what a cancellation asks of the federation',
    { description: 'What is asked, and what came of it', type: UpstreamCreditView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('upstreamCredit')) upstreamCreditId: Uuid): Promise<UpstreamCreditView> {
    return upstreamCreditView(await this.messages.ask(message(GetUpstreamCredit, { upstreamCreditId })));
  }

  @Post(':id/approval')
  @Operation(
    'Approve a credit to a club',
    { description: 'As it was decided: the club has its credit note', type: UpstreamCreditView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'Credits what was asked, or what is said here; never beyond the line.',
  )
  async approve(
    @Param('id', IdOf('upstreamCredit')) upstreamCreditId: Uuid,
    @Body() { credit, memo }: ApprovalBody,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<UpstreamCreditView> {
    const ask = credit && creditAskOf(credit, currency, '/credit');
    const command = message(DecideUpstreamCredit, { upstreamCreditId, approve: true, credit: ask, memo });
    return upstreamCreditView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Post(':id/refusal')
  @Operation(
    'Refuse a credit to a club',
    { description: 'As it was decided: nothing is credited', type: UpstreamCreditView },
    { idempotency: 'required', refuses: ['forbidden', 'missing', 'conflict'] },
  )
  async refuse(
    @Param('id', IdOf('upstreamCredit')) upstreamCreditId: Uuid,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<UpstreamCreditView> {
    const command = message(DecideUpstreamCredit, { upstreamCreditId, approve: false });
    return upstreamCreditView(await this.messages.ask(command, { idempotencyKey }));
  }
}
