import { Controller, Get, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { GetCard, IssueCard, ListCards, MakeCardFile } from '#contracts/memberships/cards';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { dispositionOf } from '../edge/attachment.js';
import { fileLanguageOf, fileOptions, formatOf } from '../edge/files.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { CardRequest, CardsRequest } from './cards.requests.js';
import { CardView, PrintedCardView, cardView, printedCardView } from './card.response.js';

@ApiTags('Cards')
@Controller('v1')
export class CardsController {
  constructor(private readonly messages: Messages) {}

  @Get('cards')
  @Operation(
    'List cards',
    { description: 'Of the memberships that the acting organization sold, in the order of issue', pageOf: CardView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, personId, accountId, membershipId, voided }: CardsRequest): Promise<Paged<CardView>> {
    const question = message(ListCards, {
      limit,
      after,
      personId: maybeUuidOf('person', personId),
      accountId: maybeUuidOf('account', accountId),
      membershipId: maybeUuidOf('membership', membershipId),
      voided,
    });
    return pageView(await this.messages.ask(question), cardView);
  }

  @Get('memberships/:id/card')
  @Operation(
    'Get the card of a membership',
    {
      description: 'The card in force, or else the last one; as a file it has the size of a bank card, with a QR code',
      type: PrintedCardView,
      files: { 'application/pdf': '%PDF-1.7 …', 'image/png': '‰PNG …' },
    },
    { language: true, refuses: ['forbidden', 'missing', 'rule'] },
    'For the organization that sold the membership. A void card is not printed.',
  )
  async get(
    @Param('id', IdOf('membership')) membershipId: Uuid,
    @Query() { format: asked, language }: CardRequest,
    @Req() request: Request,
  ): Promise<PrintedCardView | StreamableFile> {
    const format = formatOf(request, asked, ['json', 'pdf', 'png']);
    const read = fileLanguageOf(request, language);
    if (format === 'json') return printedCardView(await this.messages.ask(message(GetCard, { membershipId, language: read })));
    const question = message(MakeCardFile, { membershipId, format, language: read });
    const { fileName, mediaType, base64 } = await this.messages.ask(question, fileOptions);
    const bytes = Buffer.from(base64, 'base64');
    return new StreamableFile(bytes, { type: mediaType, disposition: dispositionOf(fileName), length: bytes.length });
  }

  @Post('memberships/:id/card')
  @Operation(
    'Issue a card anew',
    { status: 201, description: 'The card, in place of the one that was lost and is void now', type: CardView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'It bears the number of the membership and a code of its own. Also issues the first card of a membership sold before its offer had any.',
  )
  async issue(
    @Param('id', IdOf('membership')) membershipId: Uuid,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<CardView> {
    const cardId = creationId(`card ${membershipId}`, caller, idempotencyKey);
    return cardView(await this.messages.ask(message(IssueCard, { cardId, membershipId }), { idempotencyKey }));
  }
}
