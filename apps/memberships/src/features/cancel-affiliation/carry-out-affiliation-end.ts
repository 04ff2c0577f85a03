import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import { CancelLines, type CancellationRecord, type LineToCancel } from '#contracts/billing/cancellations';
import { AffiliationChanged, type AffiliationRecord } from '#contracts/memberships/affiliations';
import { message } from '#contracts/message';
import { Audit } from '#platform/audit/audit';
import { Messages } from '#platform/messaging/messages';
import { Outbox } from '#platform/outbox/outbox';
import { CrashPoints } from '#platform/service/crash-points';
import { endAffiliation, findAffiliations, stopEnding } from '../../persistence/affiliations.js';
import type { OperationHead } from '../../persistence/operations.js';
import { type Course, Operations } from '../../selling/operations.js';

export interface OrderedEnd {
  readonly affiliationId: Uuid;
  readonly on: LocalDate;
  readonly memo: string | null;
  readonly previewHash: string | null;
  readonly federation: ActingOrganization;
  readonly line: LineToCancel;
}

/** BIL-15: billing records what is credited of the federation's invoice, then the affiliation ends. */
@Injectable()
export class CarryOutAffiliationEnd implements Course<OrderedEnd, CancellationRecord[]>, OnModuleInit {
  constructor(
    private readonly operations: Operations,
    private readonly messages: Messages,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly crashPoints: CrashPoints,
  ) {}

  onModuleInit(): void {
    this.operations.register('affiliation-end', this);
  }

  async bill(operationId: Uuid, { federation, line, memo, previewHash }: OrderedEnd): Promise<CancellationRecord[]> {
    const command = message(CancelLines, {
      organizationId: federation.id,
      cancellations: [line],
      memo: memo ?? undefined,
      previewHash: previewHash ?? undefined,
    });
    return (await this.messages.ask(command, { idempotencyKey: operationId })).cancellations;
  }

  async finish(
    em: EntityManager,
    { id: operationId }: OperationHead,
    { affiliationId, on, federation }: OrderedEnd,
  ): Promise<AffiliationRecord> {
    await endAffiliation(em, operationId, on);
    this.crashPoints.reach('memberships.affiliation.ended');
    const [{ record }] = await findAffiliations(em, federation, on, { id: affiliationId, limit: 1 });
    const { organizationId, federationId, offerId } = record;
    await this.outbox.add(em, AffiliationChanged, { affiliationId, organizationId, federationId, offerId, change: 'cancelled', on });
    await this.audit.record(em, {
      organizationId: federationId,
      action: 'memberships.affiliation-cancelled',
      subject: affiliationId,
      facts: { organizationId, offerId },
    });
    return record;
  }

  async giveBack(em: EntityManager, operationId: Uuid): Promise<void> {
    await stopEnding(em, operationId);
  }
}
