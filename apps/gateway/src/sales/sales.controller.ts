import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ActingOrganization, Caller } from '#contracts/caller';
import { PreviewSale, SellMemberships, type SaleToMake } from '#contracts/memberships/sales';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { uuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { plannedBillingView } from './planned-billing.response.js';
import { SalesPreviewView, SalesView, plannedSaleView, soldMembershipView } from './sale.response.js';
import { SalesBody, SalesPreviewBody, extrasOf, type SaleBody } from './sales.requests.js';

const timeoutMs = 30_000; // Two services take part.

@ApiTags('Sales')
@Controller('v1/sales')
export class SalesController {
  constructor(private readonly messages: Messages) {}

  @Post('preview')
  @Operation(
    'Preview a sale',
    { description: 'What would be sold, and every document at both levels', type: SalesPreviewView },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Writes nothing. Eligibility, quota and what the person holds already are judged as the sale itself does.',
  )
  async preview(@Body() body: SalesPreviewBody, @ActingFor() { currency }: ActingOrganization): Promise<SalesPreviewView> {
    const question = message(PreviewSale, { sales: body.sales.map((sale) => saleOf(sale, currency)) });
    const { sales, billing } = await this.messages.ask(question, { timeoutMs });
    return { sales: sales.map(plannedSaleView), billing: billing && plannedBillingView(billing) };
  }

  @Post()
  @Operation(
    'Sell memberships',
    { status: 201, description: 'What was sold, with the invoices of both levels', type: SalesView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'One or many, all or none: the client is invoiced by the seller and, for what is resold, the seller by its federation. A renewal is the sale of what the person holds, once its renewal window is open. A family membership is sold without a person: every member of the account is entitled by it.',
  )
  async sell(
    @Body() body: SalesBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<SalesView> {
    const command = message(SellMemberships, {
      operationId: creationId('sale', caller, idempotencyKey),
      sales: body.sales.map((sale) => saleOf(sale, currency)),
      previewHash: body.previewHash,
    });
    const { sales } = await this.messages.ask(command, { idempotencyKey, timeoutMs });
    return { data: sales.map((sold) => soldMembershipView(sold, currency)) };
  }
}

export const saleOf = ({ listingId, accountId, personId, expiresOn, extras }: SaleBody, currency: string): SaleToMake => ({
  listingId: uuidOf('listing', listingId),
  accountId: uuidOf('account', accountId),
  personId: personId ? uuidOf('person', personId) : null,
  expiresOn: expiresOn ?? null,
  extras: extrasOf(currency, extras),
});
