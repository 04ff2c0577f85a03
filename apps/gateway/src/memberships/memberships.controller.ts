import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetMembership, ListMemberships } from '#contracts/memberships/memberships.query';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { MembershipView, membershipView } from './membership.response.js';
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
  async list(@Query() { limit, after, importId, personId, offerId, status }: MembershipsRequest): Promise<Paged<MembershipView>> {
    const question = message(ListMemberships, {
      limit,
      after,
      importId: maybeUuidOf('import', importId),
      personId: maybeUuidOf('person', personId),
      offerId: maybeUuidOf('offer', offerId),
      status,
    });
    return pageView(await this.messages.ask(question), membershipView);
  }

  @Get(':id')
  @Operation('Get a membership', { description: 'The membership', type: MembershipView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('membership')) membershipId: Uuid): Promise<MembershipView> {
    return membershipView(await this.messages.ask(message(GetMembership, { membershipId })));
  }
}
