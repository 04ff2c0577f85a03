import { Body, Controller, Get, Param, Patch, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { ChangeNetworkSearch, GetNetworkSearch, type NetworkSearchRecord } from '#contracts/identity/search-people';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { NetworkSearchBody, NetworkSearchView } from './network-search.bodies.js';

@ApiTags('Organizations')
@Controller('v1/organizations')
export class NetworkSearchController {
  constructor(private readonly messages: Messages) {}

  @Get(':id/network-search')
  @Operation(
    'Get whether an organization may search its network',
    { description: 'What its federation allows', type: NetworkSearchView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('organization')) organizationId: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NetworkSearchView> {
    return this.shown(response, await this.messages.ask(message(GetNetworkSearch, { organizationId })));
  }

  @Patch(':id/network-search')
  @Operation(
    'Say whether a club may search the network',
    { description: 'As it is now', type: NetworkSearchView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
    'For its federation to say. Until it does, no club may.',
  )
  async change(
    @Param('id', IdOf('organization')) organizationId: Uuid,
    @Body() { allowed }: NetworkSearchBody,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NetworkSearchView> {
    return this.shown(
      response,
      await this.messages.ask(message(ChangeNetworkSearch, { organizationId, version, allowed }), { idempotencyKey }),
    );
  }

  private shown(response: Response, { allowed, version }: NetworkSearchRecord): NetworkSearchView {
    showVersion(response, { version });
    return { allowed };
  }
}
