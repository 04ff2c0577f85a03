import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import type { AccountRecord } from '#contracts/identity/accounts.query';
import {
  ChangeCommunication,
  CreateCorporateAccount,
  GiveUsername,
  ListUsernames,
  WithdrawUsername,
} from '#contracts/identity/corporate-accounts';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { AccountView, accountView } from '../accounts/account.response.js';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import {
  AccessView,
  CommunicationPatch,
  CorporateAccountBody,
  UsernameGivenBody,
  UsernamesRequest,
  accessView,
} from './corporate-accounts.bodies.js';

/** Accounts that stand for an organization: where they are written to, and who signs in to them (ID-7). */
@ApiTags('Clients')
@Controller('v1')
export class CorporateAccountsController {
  constructor(private readonly messages: Messages) {}

  @Post('corporate-accounts')
  @Operation(
    'Create an account that stands for an organization',
    {
      status: 201,
      description: 'The account',
      type: AccountView,
      headers: { Location: 'Where it is', ETag: 'The version of its communication' },
    },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type'] },
    'A school, a company. Invoices and letters go to its address; nobody signs in to it until somebody is given access.',
  )
  async create(
    @Body() { name, email, language }: CorporateAccountBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountView> {
    const accountId = creationId('account', caller, idempotencyKey);
    const command = message(CreateCorporateAccount, { accountId, name, email, language });
    return created(response, 'accounts', shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Patch('accounts/:id/communication')
  @Operation(
    'Change where a corporate account is written to',
    { description: 'The account as it is now', type: AccountView, headers: { ETag: 'The new version of its communication' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'rule', 'wrong-type'] },
    'The version is the one of `corporate`. Who signs in to the account stays as it is.',
  )
  async changeCommunication(
    @Param('id', IdOf('account')) accountId: Uuid,
    @Body() { email, language }: CommunicationPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountView> {
    const command = message(ChangeCommunication, { accountId, version, email, language });
    return shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  @Get('accounts/:id/usernames')
  @Operation(
    'List who has access to a corporate account',
    { description: 'And who was asked to, or had it; nobody where a person owns the account', pageOf: AccessView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async list(
    @Param('id', IdOf('account')) accountId: Uuid,
    @Query() { limit, after, state }: UsernamesRequest,
  ): Promise<Paged<AccessView>> {
    return pageView(await this.messages.ask(message(ListUsernames, { accountId, limit, after, state })), accessView);
  }

  @Post('accounts/:id/usernames')
  @Operation(
    'Give somebody access to a corporate account',
    { status: 201, description: 'Who has access, or is asked to', type: AccessView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'rule', 'wrong-type'] },
    'Full access, payments included. By `activation` a letter asks for a password, and is sent again when it was before; by `link` at once, to a sign-in of a client or user of yours.',
  )
  async give(
    @Param('id', IdOf('account')) accountId: Uuid,
    @Body() { name, email, how }: UsernameGivenBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<AccessView> {
    const usernameId = creationId('username', caller, idempotencyKey);
    return accessView(await this.messages.ask(message(GiveUsername, { usernameId, accountId, name, email, how }), { idempotencyKey }));
  }

  @Delete('usernames/:id')
  @Operation(
    'Withdraw access to a corporate account',
    { description: 'The entry, which stays as withdrawn', type: AccessView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
    'At once; a link that was sent works no more.',
  )
  async withdraw(
    @Param('id', IdOf('username')) usernameId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<AccessView> {
    return accessView(await this.messages.ask(message(WithdrawUsername, { usernameId }), { idempotencyKey }));
  }
}

function shown(response: Response, record: AccountRecord): AccountView {
  if (record.corporate) showVersion(response, record.corporate);
  return accountView(record);
}
