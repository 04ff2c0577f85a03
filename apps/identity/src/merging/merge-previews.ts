import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DescribeBooksToMerge, type BooksToJoin } from '#contracts/billing/merges';
import type { AccountToJoin, MergePreview, UsernameChoice } from '#contracts/identity/merges';
import { DescribeHoldingsToMerge, type ClientToJoin } from '#contracts/memberships/merges';
import { message } from '#contracts/message';
import { ageOn, todayIn } from '#kernel/dates';
import { hashOf } from '#kernel/fingerprint';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { mergingOrganization, type MergingOrganization } from '../access.js';
import { OwnerUnderAge } from '../domain/client.errors.js';
import { MergeImpossible } from '../domain/merge.errors.js';
import {
  accountsToJoin,
  becomesOwner,
  extraEmail,
  mergeWarnings,
  mergedFields,
  usernameAfter,
  type JoinedAccounts,
} from '../domain/merge.js';
import { noSuchPerson } from '../persistence/closed-ids.js';
import { accountsJoined, mergeSide, ownClientsToJoin, saidOf, sidesOf, type SeenSide } from '../persistence/merge-sides.js';

export interface TwoPeople {
  readonly survivorPersonId: Uuid;
  readonly closedPersonId: Uuid;
  readonly keepUsernameOf?: UsernameChoice;
}

/** Identity's own part of a preview: what the two look like to the organization that would merge them. */
export interface OwnPart {
  readonly survivor: SeenSide;
  readonly closed: SeenSide;
  readonly pairs: readonly JoinedAccounts[];
  readonly accounts: readonly AccountToJoin[];
  readonly clients: readonly ClientToJoin[];
}

const adultAge = 18; // ID-1

/** What a merge would do (ID-24): the same rules decide that then carry it out. Nothing is written. */
@Injectable()
export class MergePreviews {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  async preview(two: TwoPeople): Promise<{ preview: MergePreview; own: OwnPart }> {
    const organization = mergingOrganization();
    const own = await this.database.transaction((em) => this.ownPart(em, organization, two));
    const { survivorPersonId, closedPersonId, keepUsernameOf = 'survivor' } = two;
    const clients = [...own.clients];
    const { memberships, conflicts } = await this.messages.ask(
      message(DescribeHoldingsToMerge, { closedPersonId, survivorPersonId, clients }),
    );
    const books: BooksToJoin[] = clients.length > 0 ? (await this.messages.ask(message(DescribeBooksToMerge, { clients }))).books : [];
    const { survivor, closed } = own;
    const preview = {
      survivor: mergeSide(survivor),
      closed: mergeSide(closed),
      fields: mergedFields(survivor, closed),
      extraEmails: extraEmails(own),
      username: usernameAfter(survivor, closed, keepUsernameOf),
      accounts: [...own.accounts],
      memberships: inOrder(memberships, ({ membershipId }) => membershipId),
      conflicts: inOrder(conflicts, ({ closedMembershipId }) => closedMembershipId),
      books: inOrder(books, ({ closedClientId }) => closedClientId),
      warnings: mergeWarnings(survivor, closed, own.pairs, conflicts.length > 0),
    };
    return { preview: { ...preview, previewHash: hashOf(JSON.stringify([keepUsernameOf, preview])) }, own };
  }

  /** Refuses what is never merged. Somebody the organization does not know is missing, as everywhere. */
  async ownPart(
    em: EntityManager,
    { organization }: MergingOrganization,
    { survivorPersonId, closedPersonId }: TwoPeople,
  ): Promise<OwnPart> {
    if (survivorPersonId === closedPersonId) throw new MergeImpossible('the-same');
    const sides = await sidesOf(em, organization.id, [survivorPersonId, closedPersonId]);
    const survivor = await this.known(em, organization.kind, sides.get(survivorPersonId), survivorPersonId);
    const closed = await this.known(em, organization.kind, sides.get(closedPersonId), closedPersonId);
    if (survivor.archived || closed.archived) throw new MergeImpossible('archived');
    if ((await saidOf(em, organization.id, survivorPersonId, closedPersonId)) === 'not-the-same') {
      throw new MergeImpossible('said-not-the-same');
    }
    const pairs = accountsToJoin(survivor, closed);
    const born = survivor.shared.birthDate ?? closed.shared.birthDate;
    const today = todayIn(organization.timeZone, this.clock.now());
    if (becomesOwner(closed, pairs) && born !== null && ageOn(born, today) < adultAge) throw new OwnerUnderAge();
    return {
      survivor,
      closed,
      pairs,
      accounts: await accountsJoined(em, organization.id, closedPersonId, pairs),
      clients: await ownClientsToJoin(em, organization.id, pairs),
    };
  }

  /** A federation merges people of its network; everybody else clients of their own. */
  private async known(em: EntityManager, kind: string, side: SeenSide | undefined, personId: Uuid): Promise<SeenSide> {
    if (side && side.mergedInto === null && (kind === 'federation' || side.profile !== null)) return side;
    return noSuchPerson(em, personId);
  }
}

function extraEmails({ survivor, closed }: OwnPart): string[] {
  if (!survivor.profile || !closed.profile) return [];
  const email = extraEmail(survivor.profile, closed.profile);
  return email === null ? [] : [email];
}

const inOrder = <T>(rows: readonly T[], idOf: (row: T) => Uuid): T[] => [...rows].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
