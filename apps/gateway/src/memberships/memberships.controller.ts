import { Body, Controller, Get, Param, Patch, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { GetMembership, ListMemberships } from '#contracts/memberships/memberships.query';
import { ChangeExpiration } from '#contracts/memberships/expirations';
import { ListReplacementTargets } from '#contracts/memberships/replacement-targets.query';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { MembershipPatch } from './expiration.request.js';
import { MembershipDetailView, membershipDetailView } from './membership-detail.response.js';
import { MembershipView, membershipView } from './membership.response.js';
import { ReplacementTargetsView, replacementTargetView } from './replacement-target.response.js';
import { MembershipsRequest } from './memberships.requests.js';

@ApiTags('Memberships')
@Controller('v1/memberships')
export class MembershipsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List memberships',
    { description: 'What a club sold, and what it is home to; for a federation those of its offers', pageOf: MembershipView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(
    @Query() { limit, after, importId, personId, accountId, offerId, organizationId, homeId, goodOn, status, sort }: MembershipsRequest,
  ): Promise<Paged<MembershipView>> {
    const question = message(ListMemberships, {
      limit,
      after,
      importId: maybeUuidOf('import', importId),
      personId: maybeUuidOf('person', personId),
      accountId: maybeUuidOf('account', accountId),
      offerId: maybeUuidOf('offer', offerId),
      sellerId: maybeUuidOf('organization', organizationId),
      homeId: maybeUuidOf('organization', homeId),
      goodOn,
      status,
      sort,
    });
    return pageView(await this.messages.ask(question), membershipView);
  }

  @Get(':id')
  @Operation(
    'Get a membership',
    {
      description: 'The membership, what it replaces or is replaced by, and its history',
      type: MembershipDetailView,
      headers: { ETag: 'Its version' },
    },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('membership')) membershipId: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MembershipDetailView> {
    const membership = await this.messages.ask(message(GetMembership, { membershipId }));
    showVersion(response, membership);
    return membershipDetailView(membership);
  }

  @Patch(':id')
  @Operation(
    'Move the last day of a membership',
    { description: 'The membership as it is now', type: MembershipDetailView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'Of a fixed duration, for one person, by the organization that sold it. A day that the federation set prevails.',
  )
  async change(
    @Param('id', IdOf('membership')) membershipId: Uuid,
    @Body() { expiresOn, memo }: MembershipPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MembershipDetailView> {
    const membership = await this.messages.ask(message(ChangeExpiration, { membershipId, version, expiresOn, memo }), { idempotencyKey });
    showVersion(response, membership);
    return membershipDetailView(membership);
  }

  @Get(':id/replacement-targets')
  @Operation(
    'List what may replace a membership',
    { description: 'Every other membership, each ineligible one with the rule that bars it', type: ReplacementTargetsView },
    { refuses: ['forbidden', 'missing', 'rule'] },
    'For the organization that sold it: a federation replaces what it sells itself, and nothing that its clubs resell.',
  )
  async replacementTargets(@Param('id', IdOf('membership')) membershipId: Uuid): Promise<ReplacementTargetsView> {
    const { barredBy, targets } = await this.messages.ask(message(ListReplacementTargets, { membershipId }));
    return { barredBy, data: targets.map(replacementTargetView) };
  }
}
