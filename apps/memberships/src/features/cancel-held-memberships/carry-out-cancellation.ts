import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { CancelLines, type CancellationRecord } from '#contracts/billing/cancellations';
import type { CancelledMembership } from '#contracts/memberships/cancellations';
import { MembershipsEnded } from '#contracts/memberships/membership-events';
import { message } from '#contracts/message';
import { Audit } from '#platform/audit/audit';
import { Messages } from '#platform/messaging/messages';
import { Outbox } from '#platform/outbox/outbox';
import { CrashPoints } from '#platform/service/crash-points';
import type { OperationHead } from '../../persistence/operations.js';
import { count, takenForUpdate } from '../../persistence/quota-usage.js';
import { letGo } from '../../persistence/replacements.js';
import { cancelMemberships } from '../../persistence/undone-sales.js';
import type { BilledCancellations } from '../../selling/judged-cancellations.js';
import { type Course, Operations } from '../../selling/operations.js';

/** A cancellation as it was ordered: judged, its memberships held. They stand in the order of what billing is told. */
export interface OrderedCancellation {
  readonly cancelledOn: LocalDate;
  readonly memo: string | null;
  readonly by: string; // Who ordered it, by name.
  readonly previewHash: string;
  readonly billing: BilledCancellations;
  readonly memberships: readonly {
    readonly membershipId: Uuid;
    readonly personId: Uuid | null; // Null: it belongs to a whole account.
    readonly offerId: Uuid;
    readonly saleId: Uuid;
  }[];
}

/** BIL-15, MEM-20: billing records each decision with its documents at both levels, then the memberships end and free their places. */
@Injectable()
export class CarryOutCancellation implements Course<OrderedCancellation, CancellationRecord[]>, OnModuleInit {
  constructor(
    private readonly operations: Operations,
    private readonly messages: Messages,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly crashPoints: CrashPoints,
  ) {}

  onModuleInit(): void {
    this.operations.register('cancellation', this);
  }

  async bill(operationId: Uuid, { billing, memo, previewHash }: OrderedCancellation): Promise<CancellationRecord[]> {
    const command = message(CancelLines, { ...billing, memo: memo ?? undefined, previewHash });
    return (await this.messages.ask(command, { idempotencyKey: operationId })).cancellations;
  }

  async finish(
    em: EntityManager,
    { id, sellerId }: OperationHead,
    { memberships, billing, cancelledOn: on, memo, by }: OrderedCancellation,
    billed: CancellationRecord[],
  ): Promise<{ cancellations: CancelledMembership[] }> {
    await takenForUpdate(
      em,
      sellerId,
      memberships.map(({ offerId }) => offerId),
    );
    const ids = memberships.map(({ membershipId }) => membershipId);
    const ended = await cancelMemberships(em, ids, { reason: 'cancellation', on, memo, by }); // Undone with its import since: stays as it ended.
    this.crashPoints.reach('memberships.cancellation.ended');
    await count(
      em,
      Array.from(
        Map.groupBy(ended, ({ offerId }) => offerId),
        ([offerId, left]) => ({ offerId, sellerId, by: -left.length }),
      ),
    );
    await letGo(em, id);
    await this.announce(
      em,
      id,
      { sellerId, federationId: billing.federationId, on, ended: new Set(ended.map((one) => one.id)) },
      memberships,
    );
    return { cancellations: memberships.map(({ membershipId }, i) => ({ membershipId, cancelledOn: on, cancellation: billed[i] })) };
  }

  async giveBack(em: EntityManager, operationId: Uuid): Promise<void> {
    await letGo(em, operationId);
  }

  private async announce(
    em: EntityManager,
    operationId: Uuid,
    { sellerId, federationId, on, ended }: { sellerId: Uuid; federationId: Uuid | null; on: LocalDate; ended: ReadonlySet<Uuid> },
    memberships: OrderedCancellation['memberships'],
  ): Promise<void> {
    await this.audit.record(em, {
      organizationId: sellerId,
      action: 'memberships.memberships-cancelled',
      subject: operationId,
      facts: { memberships: ended.size, reason: 'cancellation' },
    });
    const told = memberships.filter(({ membershipId }) => ended.has(membershipId)).map((one) => ({ ...one, endedOn: on }));
    if (told.length === 0) return;
    await this.outbox.add(em, MembershipsEnded, {
      operationId,
      organizationId: sellerId,
      federationId,
      status: 'cancelled',
      memberships: told,
    });
  }
}
