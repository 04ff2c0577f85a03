import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { IssueAffiliationInvoice } from '#contracts/billing/affiliations';
import type { DocumentRef } from '#contracts/billing/credits';
import { AffiliationChanged, type AffiliationRecord } from '#contracts/memberships/affiliations';
import { message } from '#contracts/message';
import { Audit } from '#platform/audit/audit';
import { Messages } from '#platform/messaging/messages';
import { Outbox } from '#platform/outbox/outbox';
import { CrashPoints } from '#platform/service/crash-points';
import type { InNetwork } from '../../access.js';
import { affiliationBought, findAffiliations, giveAffiliationBack } from '../../persistence/affiliations.js';
import type { OperationHead } from '../../persistence/operations.js';
import type { billedAffiliation } from '../../selling/affiliations.js';
import { type Course, Operations } from '../../selling/operations.js';

export interface OrderedAffiliation {
  readonly purchasedOn: LocalDate;
  readonly offerId: Uuid;
  readonly previewHash: string | null;
  readonly club: InNetwork;
  readonly billing: ReturnType<typeof billedAffiliation>;
}

/** MEM-19: billing issues the federation's invoice on the club's corporate account, then the place held is an affiliation. */
@Injectable()
export class CarryOutAffiliation implements Course<OrderedAffiliation, DocumentRef>, OnModuleInit {
  constructor(
    private readonly operations: Operations,
    private readonly messages: Messages,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly crashPoints: CrashPoints,
  ) {}

  onModuleInit(): void {
    this.operations.register('affiliation', this);
  }

  bill(operationId: Uuid, { billing, previewHash }: OrderedAffiliation): Promise<DocumentRef> {
    const command = message(IssueAffiliationInvoice, { ...billing, previewHash: previewHash ?? undefined });
    return this.messages.ask(command, { idempotencyKey: operationId });
  }

  async finish(
    em: EntityManager,
    { id }: OperationHead,
    { club, offerId, purchasedOn: on }: OrderedAffiliation,
    invoice: DocumentRef,
  ): Promise<AffiliationRecord> {
    await affiliationBought(em, id, invoice);
    this.crashPoints.reach('memberships.affiliation.bought');
    const [bought] = await findAffiliations(em, club, on, { id, limit: 1 });
    const { id: organizationId, federationId } = club;
    await this.outbox.add(em, AffiliationChanged, { affiliationId: id, organizationId, federationId, offerId, change: 'bought', on });
    const facts = { offerId, invoiceId: invoice.id };
    await this.audit.record(em, { organizationId, action: 'memberships.affiliation-bought', subject: id, facts });
    return bought.record;
  }

  async giveBack(em: EntityManager, operationId: Uuid): Promise<void> {
    await giveAffiliationBack(em, operationId);
  }
}
