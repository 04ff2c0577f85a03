import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { AddContact, ChangeContact, GetContact, ListContacts, RemoveContact, type ContactRecord } from '#contracts/identity/contacts';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { ContactView, contactView } from './contact.response.js';
import { ContactBody, ContactPatch, ContactsRequest } from './contacts.requests.js';

@ApiTags('Clients')
@Controller('v1')
export class ContactsController {
  constructor(private readonly messages: Messages) {}

  @Post('accounts/:id/contacts')
  @Operation(
    'Add a contact to an account',
    { status: 201, description: 'The contact', type: ContactView, headers: { Location: 'Where it is', ETag: 'Its version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Whom to call about it. A contact is no member of the account, and no other organization sees it.',
  )
  async add(
    @Param('id', IdOf('account')) accountId: Uuid,
    @Body() { name, type, ...lines }: ContactBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ContactView> {
    const contactId = creationId('contact', caller, idempotencyKey);
    const command = message(AddContact, { contactId, accountId, name, type, ...linesOf(lines) });
    return created(response, 'contacts', this.shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Get('accounts/:id/contacts')
  @Operation(
    'List the contacts of an account',
    { description: 'By name; none while its owner has not consented', pageOf: ContactView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async list(
    @Param('id', IdOf('account')) accountId: Uuid,
    @Query() { limit, after, type, sort }: ContactsRequest,
  ): Promise<Paged<ContactView>> {
    return pageView(await this.messages.ask(message(ListContacts, { accountId, limit, after, type, sort })), contactView);
  }

  @Get('contacts/:id')
  @Operation(
    'Get a contact',
    { description: 'The contact', type: ContactView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('contact')) contactId: Uuid, @Res({ passthrough: true }) response: Response): Promise<ContactView> {
    return this.shown(response, await this.messages.ask(message(GetContact, { contactId })));
  }

  @Patch('contacts/:id')
  @Operation(
    'Change a contact',
    { description: 'The contact as it is now', type: ContactView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
    'What is left out stays, null empties it.',
  )
  async change(
    @Param('id', IdOf('contact')) contactId: Uuid,
    @Body() { name, type, ...lines }: ContactPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ContactView> {
    const command = message(ChangeContact, { contactId, version, name, type, ...linesOf(lines) });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  @Delete('contacts/:id')
  @Operation(
    'Forget a contact',
    { description: 'The contact as it was', type: ContactView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
  )
  async remove(@Param('id', IdOf('contact')) contactId: Uuid, @IdempotencyKey() idempotencyKey: string | undefined): Promise<ContactView> {
    return contactView(await this.messages.ask(message(RemoveContact, { contactId }), { idempotencyKey }));
  }

  private shown(response: Response, record: ContactRecord): ContactView {
    showVersion(response, record);
    return contactView(record);
  }
}

const linesOf = ({ relationship, phones, email, address, city, province, postalCode, country }: Omit<ContactPatch, 'name' | 'type'>) => ({
  relationship,
  phones: phones?.map(({ kind, number }) => ({ kind, number })),
  email,
  address,
  city,
  province,
  postalCode,
  country,
});
