import { Body, Controller, Delete, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import {
  AnswerInvitation,
  GetInvitation,
  GetInvitationLink,
  InviteOwner,
  ListInvitations,
  RemindInvited,
  WithdrawInvitation,
} from '#contracts/identity/invitations';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import {
  InvitationAnswerBody,
  InvitationAnswerView,
  InvitationBody,
  InvitationLinkBody,
  InvitationLinkView,
  InvitationView,
  invitationView,
} from './invitations.bodies.js';

@ApiTags('Clients')
@Controller('v1/invitations')
export class InvitationsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Invite somebody who is known elsewhere',
    { status: 201, description: 'The invitation', type: InvitationView, headers: { Location: 'Where it is' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type'] },
    'Their entry is in your list at once; members and address follow when the owner consents. A refusal leaves the entry alone.',
  )
  async invite(
    @Body() { email, firstName, lastName, language }: InvitationBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InvitationView> {
    const invitationId = creationId('invitation', caller, idempotencyKey);
    const command = message(InviteOwner, { invitationId, email, firstName, lastName, language });
    return created(response, 'invitations', invitationView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List invitations',
    { description: 'Those of the acting organization', pageOf: InvitationView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after }: PageRequest): Promise<Paged<InvitationView>> {
    return pageView(await this.messages.ask(message(ListInvitations, { limit, after })), invitationView);
  }

  @Get(':id')
  @Operation('Get an invitation', { description: 'The invitation', type: InvitationView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('invitation')) invitationId: Uuid): Promise<InvitationView> {
    return invitationView(await this.messages.ask(message(GetInvitation, { invitationId })));
  }

  @Post(':id/reminder')
  @Operation(
    'Invite again',
    { description: 'The invitation, with a new link on its way', type: InvitationView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
    'An earlier letter’s link works no more.',
  )
  async remind(
    @Param('id', IdOf('invitation')) invitationId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<InvitationView> {
    return invitationView(await this.messages.ask(message(RemindInvited, { invitationId }), { idempotencyKey }));
  }

  @Delete(':id')
  @Operation(
    'Take an invitation back',
    { description: 'The invitation as it is now', type: InvitationView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
    'The owner’s entry stays in your list.',
  )
  async withdraw(
    @Param('id', IdOf('invitation')) invitationId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<InvitationView> {
    return invitationView(await this.messages.ask(message(WithdrawInvitation, { invitationId }), { idempotencyKey }));
  }

  @Post('checks')
  @Operation(
    'See who invites',
    { description: 'The organization', type: InvitationLinkView },
    { open: true, refuses: ['invalid', 'missing', 'wrong-type'] },
    'Looking answers nothing.',
  )
  async check(@Body() { token }: InvitationLinkBody): Promise<InvitationLinkView> {
    const { organizationName, expiresAt } = await this.messages.ask(message(GetInvitationLink, { token }));
    return { organizationName, expiresAt };
  }

  @Post('answers')
  @Operation(
    'Answer an invitation',
    { description: 'What holds from now on', type: InvitationAnswerView },
    { open: true, refuses: ['invalid', 'missing', 'wrong-type'] },
    'The owner consents or refuses by the link of the letter. A consent can be taken back.',
  )
  async answer(@Body() { token, accept }: InvitationAnswerBody): Promise<InvitationAnswerView> {
    const { answer } = await this.messages.ask(message(AnswerInvitation, { token, accept }));
    return { answer };
  }
}
