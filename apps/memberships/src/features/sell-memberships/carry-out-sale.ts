import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { IssuePairs, type BilledSale } from '#contracts/billing/pairs';
import { MembershipsSold } from '#contracts/memberships/sale-events';
import type { SoldMembership } from '#contracts/memberships/sales';
import { message } from '#contracts/message';
import { Audit } from '#platform/audit/audit';
import { Messages } from '#platform/messaging/messages';
import { Outbox } from '#platform/outbox/outbox';
import { insertMemberships } from '../../persistence/memberships.js';
import type { OperationHead } from '../../persistence/operations.js';
import { renewedBy } from '../../persistence/renewals.js';
import { type Course, Operations } from '../../selling/operations.js';
import type { OrderedSale } from '../../selling/sale-orders.js';

/** MEM-18: billing issues the documents of both levels, then the places held become memberships. */
@Injectable()
export class CarryOutSale implements Course<OrderedSale, BilledSale[]>, OnModuleInit {
  constructor(
    private readonly operations: Operations,
    private readonly messages: Messages,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.operations.register('sale', this);
  }

  async bill(operationId: Uuid, { pairs, previewHash, hashes }: OrderedSale): Promise<BilledSale[]> {
    const command = message(IssuePairs, { ...pairs, previewHash: previewHash ?? undefined, hashes: hashes && [...hashes] });
    return (await this.messages.ask(command, { idempotencyKey: operationId })).sales;
  }

  async finish(
    em: EntityManager,
    { id, sellerId }: OperationHead,
    { pairs, memberships, designerId, purchasedOn }: OrderedSale,
    billed: BilledSale[],
  ): Promise<{ sales: SoldMembership[] }> {
    const sold = memberships.map((membership, i) => ({ ...membership, sale: pairs.sales[i], billed: billed[i] }));
    await insertMemberships(
      em,
      { sellerId, federationId: designerId, purchasedOn, importId: null, operationId: id },
      sold.map(({ membershipId, sale, ...membership }) => ({
        ...membership,
        id: membershipId,
        personId: sale.personId,
        accountId: sale.accountId,
        saleId: sale.saleId,
        importRow: null,
      })),
    );
    await this.audit.record(em, {
      organizationId: sellerId,
      action: 'memberships.memberships-sold',
      subject: id,
      facts: { memberships: sold.length },
    });
    const renewals = await renewedBy(
      em,
      sold.map(({ membershipId }) => membershipId),
    );
    await this.outbox.add(em, MembershipsSold, {
      operationId: id,
      organizationId: sellerId,
      federationId: pairs.federationId,
      memberships: sold.map(({ membershipId, offerId, listingId, effectiveOn, expiresOn, sale: { saleId, personId, accountId } }) => {
        const renews = renewals.get(membershipId) ?? null;
        return { membershipId, personId, accountId, offerId, listingId, saleId, effectiveOn, expiresOn, renews };
      }),
    });
    return {
      sales: sold.map(({ membershipId, listingId, effectiveOn, expiresOn, sale, billed: documents }) => ({
        membershipId,
        saleId: sale.saleId,
        personId: sale.personId,
        accountId: sale.accountId,
        listingId,
        effectiveOn,
        expiresOn,
        clientInvoice: documents.client,
        corporateInvoice: documents.corporate,
      })),
    };
  }
}
