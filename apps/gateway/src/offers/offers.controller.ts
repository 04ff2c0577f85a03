import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { ChangeOffer, CreateOffer, GetOffer, ListOffers, type Eligibility, type OfferRecord } from '#contracts/memberships/offers';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { OfferView, offerView } from './offer.response.js';
import { OfferBody, OfferPatch, OffersRequest, type EligibilityBody, type NamesBody, type OfferTerms } from './offers.requests.js';
import { ruleOf } from './replacement-rule.js';
import { termOf } from './term.js';

@ApiTags('Offers and listings')
@Controller('v1/offers')
export class OffersController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Design an offer',
    { status: 201, description: 'The offer', type: OfferView, headers: { Location: 'Where it is', ETag: 'Its version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type', 'rule'] },
    'A membership as its federation defines it, which clubs resell through a listing of their own; or one that its designer sells itself.',
  )
  async create(
    @Body() body: OfferBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OfferView> {
    const command = message(CreateOffer, {
      offerId: creationId('offer', caller, idempotencyKey),
      names: namesOf(body.names),
      originalMinor: minorIn(currency, body.originalPrice),
      term: termOf(body.term),
      family: body.family,
      affiliation: body.affiliation,
      resale: body.resale,
      ...shared(body),
    });
    return created(response, 'offers', this.shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List offers',
    { description: 'What the acting organization designed; for a club also what its federation shares with it', pageOf: OfferView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, archived, resale }: OffersRequest): Promise<Paged<OfferView>> {
    return pageView(await this.messages.ask(message(ListOffers, { limit, after, archived, resale })), offerView);
  }

  @Get(':id')
  @Operation(
    'Get an offer',
    { description: 'The offer', type: OfferView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('offer')) offerId: Uuid, @Res({ passthrough: true }) response: Response): Promise<OfferView> {
    return this.shown(response, await this.messages.ask(message(GetOffer, { offerId })));
  }

  @Patch(':id')
  @Operation(
    'Change an offer',
    { description: 'The offer as it is now', type: OfferView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'What is left out stays. Memberships sold and documents issued keep what they were sold at.',
  )
  async change(
    @Param('id', IdOf('offer')) offerId: Uuid,
    @Body() body: OfferPatch,
    @SeenVersion() version: number,
    @ActingFor() { currency }: ActingOrganization,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OfferView> {
    const command = message(ChangeOffer, {
      offerId,
      version,
      names: body.names && namesOf(body.names),
      originalMinor: body.originalPrice && minorIn(currency, body.originalPrice),
      term: body.term && termOf(body.term),
      archived: body.archived,
      ...shared(body),
    });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  private shown(response: Response, record: OfferRecord): OfferView {
    showVersion(response, record);
    return offerView(record);
  }
}

/** What is said of an offer in the same way when it is made and when it is changed. */
const shared = (body: OfferTerms) => ({
  expiresOn: body.expiresOn,
  eligibility: body.eligibility && eligibilityOf(body.eligibility),
  quotaPerReseller: body.quotaPerReseller,
  priceEditable: body.priceEditable,
  ledgerCode: body.ledgerCode,
  taxKind: body.taxKind,
  card: body.card,
  cardPhoto: body.cardPhoto,
  visibility: body.visibility,
  visibleFrom: body.visibleFrom,
  replacement: body.replacementRule && ruleOf(body.replacementRule),
});

const eligibilityOf = ({ minAge, maxAge, gender }: EligibilityBody): Eligibility => ({
  minAge: minAge ?? null,
  maxAge: maxAge ?? null,
  gender: gender ?? null,
});

function namesOf({ en, fr, nl }: NamesBody): Record<string, string> {
  return Object.fromEntries(Object.entries({ en, fr, nl }).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
