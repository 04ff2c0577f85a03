import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { ChangeListing, CreateListing, CreateListings, GetListing, ListListings, type ListingRecord } from '#contracts/memberships/offers';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, uuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { ListingView, ListingsView, listingView } from './listing.response.js';
import { ListingBody, ListingPatch, ListingsBody } from './listings.requests.js';

@ApiTags('Offers and listings')
@Controller('v1/listings')
export class ListingsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'List an offer in the warehouse',
    { status: 201, description: 'The listing', type: ListingView, headers: { Location: 'Where it is', ETag: 'Its version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Under the seller’s own name and price. Files of a resale import name memberships as the club does.',
  )
  async create(
    @Body() body: ListingBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ListingView> {
    const command = message(CreateListing, {
      listingId: creationId('listing', caller, idempotencyKey),
      offerId: uuidOf('offer', body.offerId),
      ...changesIn(body, currency),
    });
    return created(response, 'listings', this.shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Post('batch')
  @Operation(
    'List several offers at once',
    { status: 201, description: 'The listings, those that were there already as they stand', type: ListingsView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'All or none.',
  )
  async createSeveral(
    @Body() body: ListingsBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<ListingsView> {
    const command = message(CreateListings, {
      listings: body.listings.map(({ offerId, name, sellingPrice }, i) => ({
        listingId: creationId(`listing ${i}`, caller, idempotencyKey),
        offerId: uuidOf('offer', offerId),
        name,
        sellingMinor: sellingPrice && minorIn(currency, sellingPrice),
      })),
    });
    const { listings } = await this.messages.ask(command, { idempotencyKey });
    return { data: listings.map(listingView) };
  }

  @Get()
  @Operation(
    'List listings',
    { description: 'The acting seller’s own warehouse', pageOf: ListingView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after }: PageRequest): Promise<Paged<ListingView>> {
    return pageView(await this.messages.ask(message(ListListings, { limit, after })), listingView);
  }

  @Get(':id')
  @Operation(
    'Get a listing',
    { description: 'The listing', type: ListingView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('listing')) listingId: Uuid, @Res({ passthrough: true }) response: Response): Promise<ListingView> {
    return this.shown(response, await this.messages.ask(message(GetListing, { listingId })));
  }

  @Patch(':id')
  @Operation(
    'Change a listing',
    { description: 'The listing as it is now', type: ListingView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'What is left out stays. A committed import keeps the prices its preview showed.',
  )
  async change(
    @Param('id', IdOf('listing')) listingId: Uuid,
    @Body() body: ListingPatch,
    @SeenVersion() version: number,
    @ActingFor() { currency }: ActingOrganization,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ListingView> {
    const command = message(ChangeListing, { listingId, version, ...changesIn(body, currency) });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  private shown(response: Response, record: ListingRecord): ListingView {
    showVersion(response, record);
    return listingView(record);
  }
}

const changesIn = ({ name, description, sellingPrice, active, visibility, visibleFrom }: ListingPatch, currency: string) => ({
  name,
  sellingMinor: sellingPrice && minorIn(currency, sellingPrice),
  active,
  visibility,
  visibleFrom,
  description,
});
