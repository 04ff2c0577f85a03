import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '#contracts/caller';
import { BlockEntry, CheckIn, GetEntitlement, ListActivities, LogActivity } from '#contracts/memberships/entry';
import { message } from '#contracts/message';
import { publicId } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { ActivitiesRequest, ActivityBody, CheckInBody, EntitlementBody, EntryBlockBody } from './activities.requests.js';
import { ActivityView, EntitlementView, EntryBlockView, activityView, buyablePassView, validPassView } from './activity.response.js';

@ApiTags('Entry and activity')
@Controller('v1')
export class ActivitiesController {
  constructor(private readonly messages: Messages) {}

  @Post('check-ins')
  @Operation(
    'Check somebody in',
    { status: 201, description: 'Admitted, or refused with the reason; logged either way', type: ActivityView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type', 'rule'] },
    'By a person or a card, a family’s with the person who shows it. Refused are cards that are void, unknown or somebody else’s, those kept out by hand, those who owe beyond the due date, and those without a membership that is good today.',
  )
  async checkIn(
    @Body() { personId, card, offerIds, membershipId, note }: CheckInBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<ActivityView> {
    const activityId = creationId('check-in', caller, idempotencyKey);
    const command = message(CheckIn, {
      activityId,
      personId: maybeUuidOf('person', personId),
      card,
      offerIds: offerIds?.map((id) => uuidOf('offer', id)),
      membershipId: maybeUuidOf('membership', membershipId),
      note,
    });
    return activityView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Post('activities')
  @Operation(
    'Log a check-out or attendance',
    { status: 201, description: 'As it was logged', type: ActivityView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type', 'rule'] },
  )
  async log(
    @Body() { personId, kind, note }: ActivityBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<ActivityView> {
    const activityId = creationId('activity', caller, idempotencyKey);
    const command = message(LogActivity, { activityId, personId: uuidOf('person', personId), kind, note });
    return activityView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Get('activities')
  @Operation(
    'List activities',
    { description: 'The acting organization’s own log, newest first', pageOf: ActivityView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, personId, accountId, kind, admitted }: ActivitiesRequest): Promise<Paged<ActivityView>> {
    const question = message(ListActivities, {
      limit,
      after,
      personId: maybeUuidOf('person', personId),
      accountId: maybeUuidOf('account', accountId),
      kind,
      admitted,
    });
    return pageView(await this.messages.ask(question), activityView);
  }

  @Post('entitlements')
  @Operation(
    'Ask what somebody is entitled to',
    { description: 'Whether they may enter, attend, book here today, and by what', type: EntitlementView },
    { refuses: ['invalid', 'forbidden', 'wrong-type'] },
    'For other systems: what a check-in would say, without one. Writes nothing. Of an activity that requires memberships it answers which of them are valid, of which one is chosen, or what may be bought here when none is.',
  )
  async entitlement(@Body() { personId, offerIds, on }: EntitlementBody): Promise<EntitlementView> {
    const question = message(GetEntitlement, {
      personId: uuidOf('person', personId),
      offerIds: offerIds?.map((id) => uuidOf('offer', id)),
      on,
    });
    const { entitled, reason, passes, choose, buy } = await this.messages.ask(question);
    return { entitled, reason, data: passes.map(validPassView), choose, buy: buy.map(buyablePassView) };
  }

  @Post('entry-blocks')
  @Operation(
    'Keep somebody out, or let them in again',
    { description: 'As it is now, at the acting organization only', type: EntryBlockView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type', 'rule'] },
  )
  async block(
    @Body() { personId, blocked, reason }: EntryBlockBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<EntryBlockView> {
    const command = message(BlockEntry, { personId: uuidOf('person', personId), blocked, reason });
    const now = await this.messages.ask(command, { idempotencyKey });
    return { personId: publicId('person', now.personId), blocked: now.blocked, reason: now.reason };
  }
}
