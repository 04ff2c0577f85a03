import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { MembershipDetail, MembershipRecord, StatusChange } from '#contracts/memberships/memberships.query';
import { historyUntil } from '../domain/history.js';
import { expiryChanges } from './expirations.js';
import { type WrittenHistory, writtenHistory } from './membership-history.js';
import { findMemberships } from './membership-records.js';

/** A membership with its life, as far as the reader may see it. */
export async function membershipDetail(
  em: EntityManager,
  reader: ActingOrganization,
  today: LocalDate,
  membershipId: Uuid,
): Promise<MembershipDetail | undefined> {
  const [found] = await findMemberships(em, reader, today, { id: membershipId, limit: 1 });
  if (!found) return undefined;
  const written = found.received ? { ...untold, ...found.received, ended: endingOf(found.record) } : await writtenHistory(em, membershipId);
  const { replacesId, replacedById, version } = written;
  const history = told(found.record, written, { today, own: found.record.sellerId === reader.id });
  return { ...found.record, version, replacesId, replacedById, history, expiryChanges: await expiryChanges(em, membershipId) };
}

/** What only its seller and its federation read of a membership: to its new home there is none of it. */
const untold = { replacesId: null, replacedById: null, soldBy: null, endedBy: null, memo: null };

const endingOf = ({ status }: MembershipRecord): WrittenHistory['ended'] =>
  status === 'cancelled' || status === 'replaced' ? status : null;

/** The federation is told what happened and when; who did it and what they said of it is the seller's. */
function told(
  { purchasedOn, effectiveOn, expiresOn, importId }: MembershipRecord,
  { replacesId, ended, endedOn, endedBecause, soldBy, endedBy, memo }: WrittenHistory,
  { today, own }: { today: LocalDate; own: boolean },
): StatusChange[] {
  const origin = importId ? 'import' : replacesId ? 'replacement' : 'sale';
  const end = ended && endedOn && endedBecause ? { status: ended, on: endedOn, reason: endedBecause } : null;
  return historyUntil({ purchasedOn, effectiveOn, expiresOn, origin, end }, today).map((turn, i) => ({
    ...turn,
    by: own ? byWhom(i === 0 ? soldBy : endedBy, turn.reason) : null,
    memo: own && turn === end ? memo : null,
  }));
}

const byWhom = (name: string | null, reason: StatusChange['reason']): string | null => (reason === 'term' ? null : name);
