import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import {
  BuyAffiliation,
  CancelAffiliation,
  GetAffiliation,
  ListAffiliations,
  PreviewAffiliation,
  PreviewAffiliationCancellation,
} from '#contracts/memberships/affiliations';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import { creditAskOf } from '../edge/credit.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { PlannedBillingView, plannedBillingView } from '../sales/planned-billing.response.js';
import { AffiliationPreviewView, AffiliationView, affiliationView } from './affiliation.response.js';
import {
  AffiliationBody,
  AffiliationCancellationBody,
  AffiliationCancellationPreviewBody,
  AffiliationPreviewBody,
  AffiliationsRequest,
} from './affiliations.requests.js';

const timeoutMs = 30_000; // Two services take part.

/** What clubs hold themselves (MEM-19). */
@ApiTags('Affiliations')
@Controller('v1/affiliations')
export class AffiliationsController {
  constructor(private readonly messages: Messages) {}

  @Post('preview')
  @Operation(
    'Preview an affiliation',
    { description: 'Its term, and the invoice on the club’s corporate account', type: AffiliationPreviewView },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Writes nothing; its hash is what a purchase may confirm.',
  )
  async preview(@Body() { offerId }: AffiliationPreviewBody): Promise<AffiliationPreviewView> {
    const question = message(PreviewAffiliation, { operationId: newId(), offerId: uuidOf('offer', offerId) });
    const { problem, effectiveOn, expiresOn, billing } = await this.messages.ask(question, { timeoutMs });
    return { problem, effectiveOn, expiresOn, billing: billing && plannedBillingView(billing) };
  }

  @Post()
  @Operation(
    'Buy the club’s own affiliation',
    { status: 201, description: 'The affiliation, with the federation’s invoice', type: AffiliationView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'By the club’s administrator, on its corporate account. It is bought again once its renewal window is open.',
  )
  async buy(
    @Body() { offerId, previewHash }: AffiliationBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<AffiliationView> {
    const operationId = creationId('affiliation', caller, idempotencyKey);
    const command = message(BuyAffiliation, { operationId, offerId: uuidOf('offer', offerId), previewHash });
    return affiliationView(await this.messages.ask(command, { idempotencyKey, timeoutMs }));
  }

  @Get()
  @Operation(
    'List affiliations',
    { description: 'The club’s own; for a federation its clubs’', pageOf: AffiliationView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, organizationId, offerId, status }: AffiliationsRequest): Promise<Paged<AffiliationView>> {
    const question = message(ListAffiliations, {
      limit,
      after,
      organizationId: maybeUuidOf('organization', organizationId),
      offerId: maybeUuidOf('offer', offerId),
      status,
    });
    return pageView(await this.messages.ask(question), affiliationView);
  }

  @Get(':id')
  @Operation('Get an affiliation', { description: 'The affiliation', type: AffiliationView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('affiliation')) affiliationId: Uuid): Promise<AffiliationView> {
    return affiliationView(await this.messages.ask(message(GetAffiliation, { affiliationId })));
  }

  @Post(':id/cancellation/preview')
  @Operation(
    'Preview the cancellation of an affiliation',
    { description: 'The credit note, and the corporate account before and after', type: PlannedBillingView },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Writes nothing; its hash is what a cancellation may confirm.',
  )
  async previewCancellation(
    @Param('id', IdOf('affiliation')) affiliationId: Uuid,
    @Body() { credit }: AffiliationCancellationPreviewBody,
    @ActingFor() { currency }: ActingOrganization,
  ): Promise<PlannedBillingView> {
    const question = message(PreviewAffiliationCancellation, { affiliationId, credit: creditAskOf(credit, currency, '/credit') });
    return plannedBillingView(await this.messages.ask(question, { timeoutMs }));
  }

  @Post(':id/cancellation')
  @Operation(
    'Cancel an affiliation',
    { description: 'The affiliation as it is now', type: AffiliationView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'By the federation, which says what of its invoice is credited.',
  )
  async cancel(
    @Param('id', IdOf('affiliation')) affiliationId: Uuid,
    @Body() { credit, memo, previewHash }: AffiliationCancellationBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<AffiliationView> {
    const operationId = creationId('affiliation-end', caller, idempotencyKey);
    const decision = { credit: creditAskOf(credit, currency, '/credit'), memo, previewHash };
    const command = message(CancelAffiliation, { operationId, affiliationId, ...decision });
    return affiliationView(await this.messages.ask(command, { idempotencyKey, timeoutMs }));
  }
}
