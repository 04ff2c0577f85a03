import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { CreateApiKey, ListApiKeys, RevokeApiKey } from '#contracts/identity/access';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { ApiKeyView, NewApiKeyView, apiKeyView } from './api-key.response.js';
import { ApiKeyBody } from './api-keys.requests.js';

@ApiTags('Access')
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Make an API key',
    { status: 201, description: 'The key with its secret', type: NewApiKeyView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
  )
  async create(
    @Body() { organizationId, role, rights, name, validDays }: ApiKeyBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<NewApiKeyView> {
    const command = message(CreateApiKey, {
      apiKeyId: creationId('api-key', caller, idempotencyKey),
      organizationId: uuidOf('organization', organizationId),
      role,
      rights,
      name,
      validDays,
    });
    const key = await this.messages.ask(command, { idempotencyKey });
    return { ...apiKeyView(key), secret: key.secret };
  }

  @Get()
  @Operation(
    'List API keys',
    { description: 'Those of organizations the caller administers', pageOf: ApiKeyView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after }: PageRequest): Promise<Paged<ApiKeyView>> {
    return pageView(await this.messages.ask(message(ListApiKeys, { limit, after })), apiKeyView);
  }

  @Delete(':id')
  @Operation(
    'Revoke an API key',
    { description: 'The key, which no longer works', type: ApiKeyView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
    'Revoking a revoked key changes nothing.',
  )
  async revoke(@Param('id', IdOf('apiKey')) apiKeyId: Uuid, @IdempotencyKey() idempotencyKey: string | undefined): Promise<ApiKeyView> {
    return apiKeyView(await this.messages.ask(message(RevokeApiKey, { apiKeyId }), { idempotencyKey }));
  }
}
