import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { ChangeOwner, ListOwnerCandidates } from '#contracts/identity/account-owners';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { IdOf, IsPublicId, exampleId, uuidOf } from '../edge/public-ids.js';
import { OwnerCandidatesView, OwnerChangeView, ownerCandidatesView, ownerChangeView } from './account-owner.response.js';

export class OwnerBody {
  @ApiProperty({ description: 'A member of the account', example: exampleId('person', 'e') })
  @IsPublicId('person')
  readonly personId!: string;
}

@ApiTags('Clients')
@Controller('v1/accounts/:id')
export class AccountOwnerController {
  constructor(private readonly messages: Messages) {}

  @Get('owner-candidates')
  @Operation(
    'See who could own an account',
    { description: 'Its members, who of them is eligible and why others are not', type: OwnerCandidatesView },
    { refuses: ['forbidden', 'missing', 'rule'] },
    'Two adults in the account are needed; contacts do not count.',
  )
  async candidates(@Param('id', IdOf('account')) accountId: Uuid): Promise<OwnerCandidatesView> {
    return ownerCandidatesView(await this.messages.ask(message(ListOwnerCandidates, { accountId })));
  }

  @Put('owner')
  @Operation(
    'Change the owner of an account',
    { description: 'The account as it is now, and what becomes of both sign-ins', type: OwnerChangeView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'For every organization that has the account. Balances stay with the account; letters go to the new owner. Who signed in as its owner keeps the sign-in as a member.',
  )
  async change(
    @Param('id', IdOf('account')) accountId: Uuid,
    @Body() { personId }: OwnerBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<OwnerChangeView> {
    const command = message(ChangeOwner, { accountId, personId: uuidOf('person', personId) });
    return ownerChangeView(await this.messages.ask(command, { idempotencyKey }));
  }
}
