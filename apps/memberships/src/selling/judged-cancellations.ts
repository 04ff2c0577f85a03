import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import type { LineToCancel } from '#contracts/billing/cancellations';
import type { MembershipToCancel, UncancellableBecause } from '#contracts/memberships/cancellations';
import { CancelledBySeller } from '../domain/cancellation.errors.js';
import { cancellationBar } from '../domain/cancelling.js';
import { statusOn } from '../domain/status.js';
import { type HeldMembership, heldMemberships } from '../persistence/held-memberships.js';

/** A cancellation that may be made. */
export interface CancellationJudgedGood {
  readonly asked: MembershipToCancel;
  readonly held: HeldMembership;
}

export type JudgedCancellation = CancellationJudgedGood | { readonly problem: UncancellableBecause };

export const isCancellable = (judged: JudgedCancellation): judged is CancellationJudgedGood => !('problem' in judged);

/** The memberships to cancel. Whoever else may see them is told whose matter it is. */
export async function cancelledBy(em: EntityManager, sellerId: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, HeldMembership>> {
  const held = await heldMemberships(em, ids);
  if (held.some((membership) => membership.sellerId !== sellerId)) throw new CancelledBySeller();
  return new Map(held.map((membership) => [membership.id, membership]));
}

export function judgeCancellations(
  asked: readonly MembershipToCancel[],
  held: ReadonlyMap<Uuid, HeldMembership>,
  today: LocalDate,
): JudgedCancellation[] {
  const designerId = [...held.values()][0]?.designerId;
  const seen = new Set<Uuid>();
  return asked.map((one) => {
    const membership = held.get(one.membershipId);
    if (!membership || seen.has(one.membershipId)) return { problem: 'no-such-membership' };
    seen.add(one.membershipId);
    if (membership.designerId !== designerId) return { problem: 'other-designer' }; // Billed at other levels.
    const barredBy = cancellationBar(statusOn(membership, today));
    return barredBy ? { problem: barredBy } : { asked: one, held: membership };
  });
}

/** Cancellations as billing is told of them. */
export interface BilledCancellations {
  readonly organizationId: Uuid;
  readonly federationId: Uuid | null; // Null: what the seller designed itself is billed at one level.
  readonly cancellations: LineToCancel[];
}

/** Ids derive from the operation and the place in it, so that asking again finds the same decisions. */
export function cancellationsOf(good: readonly CancellationJudgedGood[], sellerId: Uuid, operationId: Uuid): BilledCancellations {
  const designerId = good[0]?.held.designerId ?? sellerId;
  return {
    organizationId: sellerId,
    federationId: designerId === sellerId ? null : designerId,
    cancellations: good.map(({ asked, held }, i) => ({
      cancellationId: derivedId('cancellation', operationId, i),
      saleId: held.lastSaleId, // Of an ongoing membership its last month is credited; those before have been lived.
      credit: asked.credit,
      refundMinor: asked.refundMinor ?? null,
      refundMethod: asked.refundMethod ?? null,
    })),
  };
}
