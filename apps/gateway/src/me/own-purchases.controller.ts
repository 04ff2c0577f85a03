import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller, Uuid } from '#contracts/caller';
import { BuyMemberships, ListOwnOnSale, PreviewOwnPurchase, type OwnPurchase } from '#contracts/memberships/own';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { OnSaleView, onSaleView } from '../on-sale/on-sale.response.js';
import { plannedBillingView } from '../sales/planned-billing.response.js';
import { SalesPreviewView, plannedSaleView } from '../sales/sale.response.js';
import { BoughtMembershipsView, boughtMembershipView } from './own-memberships.response.js';
import { OwnOnSaleRequest, OwnPurchaseBody, OwnPurchasesBody, OwnPurchasesPreviewBody } from './own.requests.js';

const timeoutMs = 30_000; // Two services take part.

@ApiTags('Me')
@Controller('v1/me/clients/:clientId')
export class OwnPurchasesController {
  constructor(private readonly messages: Messages) {}

  @Get('on-sale')
  @Operation(
    'List what is on sale to my account',
    { description: 'By name, each with its price, its taxes, and which members may have it or renew it', pageOf: OnSaleView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async onSale(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Query() { limit, after, personId }: OwnOnSaleRequest,
  ): Promise<Paged<OnSaleView>> {
    const question = message(ListOwnOnSale, { clientId, limit, after, personId: maybeUuidOf('person', personId) });
    return pageView(await this.messages.ask(question), onSaleView);
  }

  @Post('purchases/preview')
  @Operation(
    'Preview a purchase',
    { description: 'What would be bought, and the invoices to pay', type: SalesPreviewView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Writes nothing. Judged as the purchase itself is.',
  )
  async preview(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Body() { purchases }: OwnPurchasesPreviewBody,
  ): Promise<SalesPreviewView> {
    const question = message(PreviewOwnPurchase, { clientId, purchases: purchases.map(purchaseOf) });
    const { sales, billing } = await this.messages.ask(question, { timeoutMs });
    return { sales: sales.map(plannedSaleView), billing: billing && plannedBillingView(billing) };
  }

  @Post('purchases')
  @Operation(
    'Buy or renew',
    { status: 201, description: 'What was bought, with the invoices to pay', type: BoughtMembershipsView },
    { withoutOrganization: true, idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'By the owner of the account, for any member; one or many, all or none, at the price of the listing. Nothing is paid yet. What a member holds is renewed by buying it again, once its renewal window is open.',
  )
  async buy(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Body() { purchases, previewHash }: OwnPurchasesBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<BoughtMembershipsView> {
    const operationId = creationId(`purchase ${clientId}`, caller, idempotencyKey);
    const command = message(BuyMemberships, { operationId, clientId, purchases: purchases.map(purchaseOf), previewHash });
    const { bought } = await this.messages.ask(command, { idempotencyKey, timeoutMs });
    return { data: bought.map(boughtMembershipView) };
  }
}

const purchaseOf = ({ listingId, personId }: OwnPurchaseBody): OwnPurchase => ({
  listingId: uuidOf('listing', listingId),
  personId: personId ? uuidOf('person', personId) : null,
});
