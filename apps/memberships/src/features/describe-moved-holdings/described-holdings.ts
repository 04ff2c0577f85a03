import type { ActingOrganization } from '#contracts/caller';
import type { MembershipRecord } from '#contracts/memberships/memberships.query';
import type { HoldingConflict, HoldingToMove } from '#contracts/memberships/merges';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { EntityManager } from '@mikro-orm/postgresql';
import { findMemberships } from '../../persistence/membership-records.js';

const atMost = 1000; // As many as a screen can show.

/** What the organization sold to somebody, whoever's account it was billed to, and to some accounts. */
export async function soldTo(
  em: EntityManager,
  reader: ActingOrganization,
  today: LocalDate,
  { personId, accountIds }: { personId: Uuid; accountIds: readonly Uuid[] },
): Promise<MembershipRecord[]> {
  const found = await findMemberships(em, reader, today, { personId, limit: atMost });
  for (const accountId of new Set(accountIds)) found.push(...(await findMemberships(em, reader, today, { accountId, limit: atMost })));
  const own = found.filter(({ record }) => record.sellerId === reader.id && record.accountId !== null).sort((a, b) => a.entry - b.entry);
  return [...new Map(own.map(({ record }) => [record.id, record])).values()];
}

export const holdingOf = ({ id, name, personId, accountId, status, effectiveOn, expiresOn }: MembershipRecord): HoldingToMove => ({
  membershipId: id,
  name,
  personId,
  accountId: accountId ?? '',
  status,
  effectiveOn,
  expiresOn,
});

/** The same for the same days, held by both (MEM-13). What has ended is nobody's hindrance. */
export function conflictsOf(closed: readonly MembershipRecord[], survivor: readonly MembershipRecord[]): HoldingConflict[] {
  const living = ({ status }: MembershipRecord): boolean => status === 'active' || status === 'pending';
  return closed
    .filter(living)
    .flatMap((one) =>
      survivor
        .filter((other) => living(other) && other.offerId === one.offerId && overlap(one, other))
        .map((other) => ({ name: one.name, expiresOn: one.expiresOn, survivorMembershipId: other.id, closedMembershipId: one.id })),
    );
}

const overlap = (a: MembershipRecord, b: MembershipRecord): boolean =>
  (b.expiresOn === null || a.effectiveOn <= b.expiresOn) && (a.expiresOn === null || b.effectiveOn <= a.expiresOn);
