import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ActingOrganization, Caller } from '#contracts/caller';
import { PreviewReplacement, ReplaceMemberships, type ReplacementToMake } from '#contracts/memberships/replacements';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { uuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { plannedBillingView } from '../sales/planned-billing.response.js';
import { extrasOf } from '../sales/sales.requests.js';
import { ReplacementsPreviewView, ReplacementsView, plannedReplacementView, replacedMembershipView } from './replacement.response.js';
import { ReplacementsBody, ReplacementsPreviewBody, type ReplacementBody } from './replacements.requests.js';

const timeoutMs = 30_000; // Two services take part.

@ApiTags('Sales')
@Controller('v1/replacements')
export class ReplacementsController {
  constructor(private readonly messages: Messages) {}

  @Post('preview')
  @Operation(
    'Preview a replacement',
    { description: 'The four documents of each, what money moves, and the balances at both levels', type: ReplacementsPreviewView },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Credit notes at prices and taxes of record, invoices at those in force. Writes nothing; its hash is what a replacement confirms.',
  )
  async preview(@Body() body: ReplacementsPreviewBody, @ActingFor() { currency }: ActingOrganization): Promise<ReplacementsPreviewView> {
    const question = message(PreviewReplacement, { replacements: body.replacements.map((one) => replacementOf(one, currency)) });
    const { replacements, billing } = await this.messages.ask(question, { timeoutMs });
    return { replacements: replacements.map(plannedReplacementView), billing: billing && plannedBillingView(billing) };
  }

  @Post()
  @Operation(
    'Replace memberships',
    { status: 201, description: 'What took the place of what, with all documents', type: ReplacementsView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'One or many, all or none: each person loses the old membership and gains the new, and at each level the old is credited and the new invoiced. What was paid on the old settles the new; a surplus is credit on account.',
  )
  async replace(
    @Body() body: ReplacementsBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<ReplacementsView> {
    const command = message(ReplaceMemberships, {
      operationId: creationId('replacement', caller, idempotencyKey),
      replacements: body.replacements.map((one) => replacementOf(one, currency)),
      previewHash: body.previewHash,
    });
    const { replacements } = await this.messages.ask(command, { idempotencyKey, timeoutMs });
    return { data: replacements.map((one) => replacedMembershipView(one, currency)) };
  }
}

export const replacementOf = ({ membershipId, listingId, extras, takeOverPlan }: ReplacementBody, currency: string): ReplacementToMake => ({
  membershipId: uuidOf('membership', membershipId),
  listingId: uuidOf('listing', listingId),
  extras: extrasOf(currency, extras),
  takeOverPlan,
});
