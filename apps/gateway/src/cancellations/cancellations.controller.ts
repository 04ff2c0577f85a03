import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { CancelLines, PreviewCancellations, type LineToCancel } from '#contracts/billing/cancellations';
import { newId } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { LinePosition } from '../payments/line-position.js';
import { CancellationView, cancellationView } from './cancellation.response.js';
import { CancellationBody, cancellationCreditOf } from './cancellations.requests.js';
import { PlannedCancellationView, plannedCancellationView } from './planned-cancellation.response.js';

const position = { name: 'position', schema: { type: 'integer' as const, minimum: 1, example: 1 } };

/** A line is cancelled by two decisions: what of it is credited, and what of that is given back. */
@ApiTags('Billing')
@Controller('v1/invoices/:id/lines/:position/cancellation')
export class CancellationsController {
  constructor(private readonly messages: Messages) {}

  @Post('preview')
  @ApiParam(position)
  @Operation(
    'Preview a cancellation',
    { description: 'Every document and balance it would make, at both levels', type: PlannedCancellationView },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
  )
  async preview(
    @Param('id', IdOf('invoice')) invoiceId: Uuid,
    @Param('position', LinePosition) line: number,
    @Body() body: CancellationBody,
    @ActingFor() organization: ActingOrganization,
  ): Promise<PlannedCancellationView> {
    const cancellations = [lineOf(newId(), invoiceId, line, body, organization.currency)];
    return plannedCancellationView(await this.messages.ask(message(PreviewCancellations, { ...levelsOf(organization), cancellations })));
  }

  @Post()
  @ApiParam(position)
  @Operation(
    'Cancel a line of an invoice',
    { status: 201, description: 'The decision as it was recorded, with its documents', type: CancellationView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'A membership that goes on is cancelled itself, by `/v1/cancellations`; a correction is a credit note. Of what was resold, the level above follows by the federation’s setting: never, within so many days, or on its approval.',
  )
  async cancel(
    @Param('id', IdOf('invoice')) invoiceId: Uuid,
    @Param('position', LinePosition) line: number,
    @Body() body: CancellationBody,
    @From() caller: Caller,
    @ActingFor() organization: ActingOrganization,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<CancellationView> {
    const { memo, previewHash } = body;
    const id = creationId('cancellation', caller, idempotencyKey);
    const cancellations = [lineOf(id, invoiceId, line, body, organization.currency)];
    const command = message(CancelLines, { ...levelsOf(organization), cancellations, memo, previewHash });
    const answer = await this.messages.ask(command, { idempotencyKey });
    return cancellationView(answer.cancellations[0]);
  }
}

/** A club's clients are billed on by its federation; nobody else has a level above. */
const levelsOf = ({ id, kind, federationId }: ActingOrganization) => ({
  organizationId: id,
  federationId: kind === 'club' ? federationId : null,
});

const lineOf = (
  cancellationId: Uuid,
  invoiceId: Uuid,
  line: number,
  { credit, refund }: CancellationBody,
  currency: string,
): LineToCancel => ({
  cancellationId,
  invoiceId,
  position: line,
  credit: cancellationCreditOf(credit, currency, '/credit'),
  refundMinor: refund && minorIn(currency, refund.amount),
  refundMethod: refund?.method,
});
