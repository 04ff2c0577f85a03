import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { GetDuplicateSearch, SearchDuplicates } from '#contracts/identity/possible-duplicates';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { DuplicateSearchView, duplicateSearchView } from './possible-duplicate.response.js';

@ApiTags('Possible duplicates')
@Controller('v1/duplicate-searches')
export class DuplicateSearchesController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Search for duplicates',
    {
      status: 202,
      description: 'Begun; what it finds is listed as it goes',
      type: DuplicateSearchView,
      headers: { Location: 'The search' },
    },
    { idempotency: 'honoured', refuses: ['forbidden'] },
    'Looks at everybody the acting organization knows. Nobody is merged; whom somebody said are two stay two.',
  )
  async search(
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DuplicateSearchView> {
    const searchId = creationId('duplicate-search', caller, idempotencyKey);
    const search = await this.messages.ask(message(SearchDuplicates, { searchId }), { idempotencyKey });
    return created(response, 'duplicate-searches', duplicateSearchView(search));
  }

  @Get(':id')
  @Operation(
    'Get a search for duplicates',
    { description: 'How far it is', type: DuplicateSearchView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('duplicateSearch')) searchId: Uuid): Promise<DuplicateSearchView> {
    return duplicateSearchView(await this.messages.ask(message(GetDuplicateSearch, { searchId })));
  }
}
