import { Injectable } from '@nestjs/common';
import { DescribeBooksToSplit } from '#contracts/billing/merges';
import type { AccountToJoin, MergeRecord, MergeSide, UnmergePreview } from '#contracts/identity/merges';
import { DescribeHoldingsToReturn, type LaterActivity } from '#contracts/memberships/merges';
import { message } from '#contracts/message';
import { hashOf } from '#kernel/fingerprint';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Messages } from '#platform/messaging/messages';
import { mergingOrganization } from '../access.js';
import { MergeImpossible, MergeInProgress, MergeNotLast, MergeUndone, NotLater } from '../domain/merge.errors.js';
import { accountsInPlace, findMerge, isBuiltUpon, isRemembered } from '../persistence/merge-records.js';
import { mergeSide, sidesOf } from '../persistence/merge-sides.js';
import { personNumber } from '../persistence/person-records.js';

/** What undoing a merge would do: who gets what back, and where what came later goes. Nothing is written. */
@Injectable()
export class UnmergePreviews {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
  ) {}

  async preview(mergeId: Uuid, named: readonly Uuid[]): Promise<UnmergePreview> {
    const { organization } = mergingOrganization();
    const { merge, sides, accounts, accountsBack } = await this.ownPart(organization.id, mergeId);
    const giveBack = [...new Set(named)].sort();
    const holdings = await this.messages.ask(message(DescribeHoldingsToReturn, { mergeId, giveBack, accountsBack }));
    const givenBack = [...new Set([...giveBack, ...holdings.saleIds])].sort();
    const books = await this.messages.ask(message(DescribeBooksToSplit, { mergeId, giveBack: givenBack }));
    const later = [...holdings.later, ...books.later].sort(byDay);
    const unknown = giveBack.filter((id) => !later.some((activity) => activity.id === id));
    if (unknown.length > 0) throw new NotLater(unknown);
    const preview = {
      mergeId: merge.id,
      survivor: sides.survivor,
      closed: { ...sides.closed, accountIds: accounts.map(({ closedAccountId }) => closedAccountId) },
      accounts,
      memberships: [...holdings.memberships].sort((a, b) => (a.membershipId < b.membershipId ? -1 : 1)),
      books: [...books.books].sort((a, b) => (a.closedClientId < b.closedClientId ? -1 : 1)),
      later,
    };
    return { ...preview, previewHash: hashOf(JSON.stringify([giveBack, preview])) };
  }

  private ownPart(
    organizationId: Uuid,
    mergeId: Uuid,
  ): Promise<{ merge: MergeRecord; sides: { survivor: MergeSide; closed: MergeSide }; accounts: AccountToJoin[]; accountsBack: Uuid[] }> {
    return this.database.transaction(async (em) => {
      const merge = await findMerge(em, organizationId, mergeId);
      if (!merge) throw new Missing('identity.no-such-merge');
      if (merge.state === 'moving') throw new MergeInProgress();
      if (merge.state !== 'merged') throw new MergeUndone();
      if (await this.database.as(em, 'merger', () => isBuiltUpon(em, mergeId))) throw new MergeNotLast();
      const sides = await sidesOf(em, organizationId, [merge.survivorPersonId, merge.closedPersonId]);
      const [survivor, closed] = [sides.get(merge.survivorPersonId), sides.get(merge.closedPersonId)];
      if (!survivor || !closed) throw new Missing('identity.no-such-merge');
      if (!(await this.database.as(em, 'merger', () => isRemembered(em, mergeId)))) throw new MergeImpossible('erased');
      const back = await this.database.as(em, 'merger', () => query<{ personId: Uuid; accountId: Uuid }>(em, goingBack, [mergeId]));
      const people = await query<{ personId: Uuid; number: number; name: string }>(em, seen, [
        organizationId,
        back.map(({ personId }) => personId),
      ]);
      const accounts = merge.accounts.map((pair) => ({
        ...pair,
        moving: people
          .filter(({ personId }) => back.some((member) => member.personId === personId && member.accountId === pair.closedAccountId))
          .map(({ personId, number, name }) => ({ personId, number: personNumber(number), name })),
      }));
      const accountsBack = await this.database.as(em, 'merger', () => accountsInPlace(em, mergeId));
      return { merge, accountsBack, sides: { survivor: mergeSide(survivor), closed: mergeSide(closed) }, accounts };
    });
  }
}

/** The oldest first; of one day in an order that is the same every time. */
const byDay = (one: LaterActivity, other: LaterActivity): number =>
  one.on === other.on ? (one.id < other.id ? -1 : 1) : one.on < other.on ? -1 : 1;

/** Members that came along and go back, wherever they are by now. */
const goingBack = `SELECT coalesce(change -> 'key' ->> 'person_id', change -> 'row' ->> 'person_id')::uuid AS "personId",
    coalesce(change ->> 'from', change -> 'row' ->> 'account_id')::uuid AS "accountId"
  FROM merge_changes WHERE merge_id = $1 AND change ->> 'table' = 'account_members'
    AND (change ->> 'did' = 'put-away' OR change ->> 'column' = 'account_id')`;

const seen = `SELECT p.id AS "personId", p.number, p.first_name || ' ' || p.last_name AS name
  FROM people p JOIN profiles h ON h.person_id = p.id AND h.organization_id = $1 WHERE p.id = ANY ($2::uuid[]) ORDER BY p.number`;
