import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { GetMembership, ListMemberships } from '#contracts/memberships/memberships.query';
import { ListReplacementTargets } from '#contracts/memberships/replacement-targets.query';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
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
    { description: 'A club’s own; for a federation those of its offers', pageOf: MembershipView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(
    @Query() { limit, after, importId, personId, accountId, offerId, organizationId, goodOn, status }: MembershipsRequest,
  ): Promise<Paged<MembershipView>> {
    const question = message(ListMemberships, {
      limit,
      after,
      importId: maybeUuidOf('import', importId),
      personId: maybeUuidOf('person', personId),
      accountId: maybeUuidOf('account', accountId),
      offerId: maybeUuidOf('offer', offerId),
      sellerId: maybeUuidOf('organization', organizationId),
      goodOn,
      status,
    });
    return pageView(await this.messages.ask(question), membershipView);
  }

  @Get(':id')
  @Operation(
    'Get a membership',
    { description: 'The membership, what it replaces or is replaced by, and its history', type: MembershipDetailView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('membership')) membershipId: Uuid): Promise<MembershipDetailView> {
    return membershipDetailView(await this.messages.ask(message(GetMembership, { membershipId })));
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
