import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { ListHomeMoves, ListHomes, MoveHome } from '#contracts/memberships/homes';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, PageRequest, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { HomeMoveView, HomeView, homeMoveView, homeView } from './home.response.js';
import { HomeMoveBody, HomeMovesRequest } from './homes.requests.js';

/** Where memberships are at home (MEM-15). */
@ApiTags('Homes')
@Controller('v1')
export class HomesController {
  constructor(private readonly messages: Messages) {}

  @Post('memberships/:id/home-moves')
  @Operation(
    'Move a membership to another home',
    { status: 201, description: 'The move, as both organizations read it', type: HomeMoveView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'To another club of the network, by the club that is its home or by the federation. The organization that sold it keeps its documents: cancelling and replacing stay with it.',
  )
  async move(
    @Param('id', IdOf('membership')) membershipId: Uuid,
    @Body() { organizationId }: HomeMoveBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<HomeMoveView> {
    const command = message(MoveHome, { membershipId, organizationId: uuidOf('organization', organizationId) });
    return homeMoveView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Get('home-moves')
  @Operation(
    'List moves of homes',
    {
      description: 'Those from and to the acting organization, and of what it sold; for a federation all; the newest first',
      pageOf: HomeMoveView,
    },
    { refuses: ['invalid', 'forbidden'] },
  )
  async moves(
    @Query() { limit, after, membershipId, personId, organizationId, direction, from, to }: HomeMovesRequest,
  ): Promise<Paged<HomeMoveView>> {
    const question = message(ListHomeMoves, {
      limit,
      after,
      membershipId: maybeUuidOf('membership', membershipId),
      personId: maybeUuidOf('person', personId),
      organizationId: maybeUuidOf('organization', organizationId),
      direction,
      from,
      to,
    });
    return pageView(await this.messages.ask(question), homeMoveView);
  }

  @Get('homes')
  @Operation(
    'List the clubs a membership may be moved to',
    { description: 'The clubs of the network, in the order of their ids', pageOf: HomeView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async homes(@Query() { limit, after }: PageRequest): Promise<Paged<HomeView>> {
    return pageView(await this.messages.ask(message(ListHomes, { limit, after })), homeView);
  }
}
