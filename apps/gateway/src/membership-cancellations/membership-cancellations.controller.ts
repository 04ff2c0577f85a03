import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ActingOrganization, Caller } from '#contracts/caller';
import { CancelHeldMemberships, PreviewMembershipCancellations, type MembershipToCancel } from '#contracts/memberships/cancellations';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { cancellationCreditOf } from '../cancellations/cancellations.requests.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { uuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { plannedBillingView } from '../sales/planned-billing.response.js';
import {
  MembershipCancellationsPreviewView,
  MembershipCancellationsView,
  cancelledMembershipView,
  plannedMembershipCancellationView,
} from './membership-cancellation.response.js';
import {
  MembershipCancellationsBody,
  MembershipCancellationsPreviewBody,
  type MembershipCancellationBody,
} from './membership-cancellations.requests.js';

const timeoutMs = 30_000; // Two services take part.

@ApiTags('Sales')
@Controller('v1/cancellations')
export class MembershipCancellationsController {
  constructor(private readonly messages: Messages) {}

  @Post('preview')
  @Operation(
    'Preview the cancellation of memberships',
    {
      description: 'Every document and balance at both levels, and what the federation’s setting makes of it',
      type: MembershipCancellationsPreviewView,
    },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Two decisions each: what the client is credited, and what of it is given back. Writes nothing; its hash is what a cancellation confirms.',
  )
  async preview(
    @Body() body: MembershipCancellationsPreviewBody,
    @ActingFor() { currency }: ActingOrganization,
  ): Promise<MembershipCancellationsPreviewView> {
    const question = message(PreviewMembershipCancellations, { cancellations: cancellationsIn(body, currency) });
    const { cancellations, billing } = await this.messages.ask(question, { timeoutMs });
    return {
      cancellations: cancellations.map((one) => plannedMembershipCancellationView(one, currency)),
      billing: billing && plannedBillingView(billing),
    };
  }

  @Post()
  @Operation(
    'Cancel memberships',
    { status: 201, description: 'Each with its decision and documents', type: MembershipCancellationsView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'One or many, all or none: each membership ends today and frees its place, and its client is credited as decided. The level above follows by the federation’s setting: never, within so many days, or on its approval.',
  )
  async cancel(
    @Body() body: MembershipCancellationsBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<MembershipCancellationsView> {
    const { memo, previewHash } = body;
    const operationId = creationId('membership cancellation', caller, idempotencyKey);
    const command = message(CancelHeldMemberships, { operationId, cancellations: cancellationsIn(body, currency), memo, previewHash });
    const { cancellations } = await this.messages.ask(command, { idempotencyKey, timeoutMs });
    return { data: cancellations.map(cancelledMembershipView) };
  }
}

const cancellationsIn = ({ cancellations }: MembershipCancellationsPreviewBody, currency: string): MembershipToCancel[] =>
  cancellations.map((one, i) => cancellationOf(one, currency, `/cancellations/${i}/credit`));

const cancellationOf = (
  { membershipId, credit, refund }: MembershipCancellationBody,
  currency: string,
  pointer: string,
): MembershipToCancel => ({
  membershipId: uuidOf('membership', membershipId),
  credit: cancellationCreditOf(credit, currency, pointer),
  refundMinor: refund && minorIn(currency, refund.amount),
  refundMethod: refund?.method,
});
