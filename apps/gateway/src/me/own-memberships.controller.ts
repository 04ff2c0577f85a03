import { Controller, Get, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Uuid } from '#contracts/caller';
import { GetOwnCard, ListOwnCards, ListOwnMemberships, MakeOwnCardFile } from '#contracts/memberships/own';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { CardView, PrintedCardView, cardView, printedCardView } from '../cards/card.response.js';
import { CardRequest } from '../cards/cards.requests.js';
import { dispositionOf } from '../edge/attachment.js';
import { fileLanguageOf, fileOptions, formatOf } from '../edge/files.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { OwnMembershipView, ownMembershipView } from './own-memberships.response.js';
import { OwnMembershipsRequest } from './own.requests.js';

@ApiTags('Me')
@Controller('v1/me/clients/:clientId')
export class OwnMembershipsController {
  constructor(private readonly messages: Messages) {}

  @Get('memberships')
  @Operation(
    'List my memberships at an organization',
    { description: 'Of all members of the account, the last bought first', pageOf: OwnMembershipView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing'] },
    'A member with a login of their own sees theirs, and what belongs to the whole account.',
  )
  async memberships(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Query() { limit, after, personId, status }: OwnMembershipsRequest,
  ): Promise<Paged<OwnMembershipView>> {
    const question = message(ListOwnMemberships, { clientId, limit, after, personId: maybeUuidOf('person', personId), status });
    return pageView(await this.messages.ask(question), ownMembershipView);
  }

  @Get('cards')
  @Operation(
    'List my cards',
    { description: 'Those in force, in the order of issue', pageOf: CardView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async cards(@Param('clientId', IdOf('client')) clientId: Uuid, @Query() { limit, after }: PageRequest): Promise<Paged<CardView>> {
    return pageView(await this.messages.ask(message(ListOwnCards, { clientId, limit, after })), cardView);
  }

  @Get('memberships/:membershipId/card')
  @Operation(
    'Get my card',
    {
      description: 'The card of a membership of mine; as a file it has the size of a bank card, with a QR code',
      type: PrintedCardView,
      files: { 'application/pdf': '%PDF-1.7 …', 'image/png': '‰PNG …' },
    },
    { withoutOrganization: true, language: true, refuses: ['invalid', 'forbidden', 'missing', 'rule'] },
  )
  async card(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Param('membershipId', IdOf('membership')) membershipId: Uuid,
    @Query() { format: asked, language }: CardRequest,
    @Req() request: Request,
  ): Promise<PrintedCardView | StreamableFile> {
    const format = formatOf(request, asked, ['json', 'pdf', 'png']);
    const which = { clientId, membershipId, language: fileLanguageOf(request, language) };
    if (format === 'json') return printedCardView(await this.messages.ask(message(GetOwnCard, which)));
    const { fileName, mediaType, base64 } = await this.messages.ask(message(MakeOwnCardFile, { ...which, format }), fileOptions);
    const bytes = Buffer.from(base64, 'base64');
    return new StreamableFile(bytes, { type: mediaType, disposition: dispositionOf(fileName), length: bytes.length });
  }
}
