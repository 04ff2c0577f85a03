import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import {
  CreateCatalogueDraft,
  DiscardCatalogueDraft,
  GetCatalogueDraft,
  ListCatalogueDrafts,
  ListDraftedListings,
  PublishCatalogueDraft,
} from '#contracts/memberships/catalogue-drafts';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, uuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { ruleOf } from '../offers/replacement-rule.js';
import {
  CatalogueDraftDetailView,
  CatalogueDraftView,
  DraftedListingView,
  catalogueDraftView,
  draftEffectsView,
  draftedListingView,
} from './catalogue-draft.response.js';
import { CatalogueDraftBody } from './catalogue-drafts.requests.js';

@ApiTags('Offers and listings')
@Controller('v1/catalogue-drafts')
export class CatalogueDraftsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Draft changes of the catalogue',
    { status: 201, description: 'The draft', type: CatalogueDraftView, headers: { Location: 'Where it is' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Prices and replacement rules as they might be. Reading the draft shows what they would do; nothing changes before it is published.',
  )
  async create(
    @Body() body: CatalogueDraftBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CatalogueDraftView> {
    const command = message(CreateCatalogueDraft, {
      draftId: creationId('catalogue-draft', caller, idempotencyKey),
      changes: body.changes.map(({ offerId, originalPrice, replacementRule }) => ({
        offerId: uuidOf('offer', offerId),
        originalMinor: originalPrice && minorIn(currency, originalPrice),
        replacement: replacementRule && ruleOf(replacementRule),
      })),
    });
    return created(response, 'catalogue-drafts', catalogueDraftView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List drafts of the catalogue',
    { description: 'The acting organization’s own', pageOf: CatalogueDraftView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after }: PageRequest): Promise<Paged<CatalogueDraftView>> {
    return pageView(await this.messages.ask(message(ListCatalogueDrafts, { limit, after })), catalogueDraftView);
  }

  @Get(':id')
  @Operation(
    'Get a draft and what it would change',
    { description: 'Offers, ways of replacement and amounts, before and after', type: CatalogueDraftDetailView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('catalogueDraft')) draftId: Uuid): Promise<CatalogueDraftDetailView> {
    const { draft, effects } = await this.messages.ask(message(GetCatalogueDraft, { draftId }));
    return { ...catalogueDraftView(draft), effects: draftEffectsView(effects) };
  }

  @Get(':id/listings')
  @Operation(
    'List the listings a draft would reprice',
    { description: 'In the warehouses of clubs, whose own names and prices stay theirs', pageOf: DraftedListingView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async listings(
    @Param('id', IdOf('catalogueDraft')) draftId: Uuid,
    @Query() { limit, after }: PageRequest,
  ): Promise<Paged<DraftedListingView>> {
    return pageView(await this.messages.ask(message(ListDraftedListings, { draftId, limit, after })), draftedListingView);
  }

  @Post(':id/publish')
  @Operation(
    'Publish a draft',
    { description: 'The draft, published', type: CatalogueDraftView },
    { idempotency: 'required', refuses: ['forbidden', 'missing', 'conflict'] },
    'All its changes at once, for sales and replacements to come. Refused when one of its offers has changed since it was made.',
  )
  async publish(
    @Param('id', IdOf('catalogueDraft')) draftId: Uuid,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<CatalogueDraftView> {
    return catalogueDraftView(await this.messages.ask(message(PublishCatalogueDraft, { draftId }), { idempotencyKey }));
  }

  @Post(':id/discard')
  @Operation(
    'Discard a draft',
    { description: 'The draft, discarded', type: CatalogueDraftView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing', 'conflict'] },
  )
  async discard(
    @Param('id', IdOf('catalogueDraft')) draftId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<CatalogueDraftView> {
    return catalogueDraftView(await this.messages.ask(message(DiscardCatalogueDraft, { draftId }), { idempotencyKey }));
  }
}
