import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import type { BilledMonths, RefusedMonth } from '#contracts/memberships/months';
import { Database } from '#platform/database/database';
import { RemoteError } from '#platform/messaging/remote-error';
import { termsOf } from '../../domain/frozen-terms.js';
import { lastOf, monthDue } from '../../domain/months.js';
import { ongoingMemberships, type OngoingMembership, ongoingToBill } from '../../persistence/billed-months.js';
import { holdMemberships, letGoOf } from '../../persistence/replacements.js';
import { Sellers } from '../../persistence/sellers.js';
import { listingsById } from '../../persistence/stock.js';
import { sharedTerms } from '../../selling/judged-sales.js';
import { Operations } from '../../selling/operations.js';
import type { OrderedMonths } from './carry-out-months.js';

const atOnce = 200;

interface Due {
  readonly membership: OngoingMembership;
  readonly month: LocalDate;
}

/**
 * Bills the months of a seller's ongoing memberships, some hundred at a time, each batch an operation: its memberships are held, so
 * that nobody ends them meanwhile, and billing issues both levels or refuses. Whoever else bills the same months at the same time
 * finds them held or billed. A batch that is refused is tried one by one, so that one bad month keeps no other from being billed.
 */
@Injectable()
export class MonthlyBilling {
  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly sellers: Sellers,
  ) {}

  async bill(sellerId: Uuid, today: LocalDate): Promise<BilledMonths> {
    const refused: RefusedMonth[] = [];
    let [months, oneByOne] = [0, 0];
    for (;;) {
      const except = refused.map(({ membershipId }) => membershipId);
      const limit = oneByOne > 0 ? 1 : atOnce;
      const ordered = await this.database.transaction((em) => this.order(em, sellerId, { today, except, limit }));
      if (!ordered) return { months, refused };
      oneByOne -= limit === 1 ? 1 : 0;
      const refusal = await this.refusalOf(ordered.operationId);
      if (!refusal) months += ordered.due.length;
      else if (ordered.due.length > 1) oneByOne = ordered.due.length;
      else refused.push({ membershipId: ordered.due[0].membership.id, month: ordered.due[0].month, code: refusal.code });
    }
  }

  private async refusalOf(operationId: Uuid): Promise<RemoteError | undefined> {
    try {
      await this.operations.answer(operationId);
      return undefined;
    } catch (error) {
      if (error instanceof RemoteError) return error;
      throw error;
    }
  }

  /** The next batch, held and ordered. Several rounds may be needed: what was found may be billed or held by the time it is our turn. */
  private async order(
    em: EntityManager,
    sellerId: Uuid,
    wanted: { today: LocalDate; except: readonly Uuid[]; limit: number },
  ): Promise<{ operationId: Uuid; due: Due[] } | undefined> {
    const operationId = newId();
    const found = await ongoingToBill(em, sellerId, wanted);
    if (found.length === 0) return undefined;
    const elsewhere = new Set(await holdMemberships(em, found, { sellerId, operationId }));
    const held = found.filter((id) => !elsewhere.has(id));
    const due = (await ongoingMemberships(em, held)).flatMap((membership): Due[] => {
      const month = monthDue(membership, wanted.today); // Looked at again, now that they are held.
      return month ? [{ membership, month }] : [];
    });
    const kept = new Set(due.map(({ membership }) => membership.id));
    await letGoOf(
      em,
      operationId,
      held.filter((id) => !kept.has(id)),
    );
    if (due.length === 0) return undefined;
    const ordered = await this.ordered(em, sellerId, due, wanted.today);
    await this.operations.order(em, { id: operationId, kind: 'month', sellerId, ordered });
    return { operationId, due };
  }

  /** Under the names in force today, at the prices of record (MEM-8, BIL-3). The id of each month's sale derives from it. */
  private async ordered(em: EntityManager, sellerId: Uuid, due: readonly Due[], billedOn: LocalDate): Promise<OrderedMonths> {
    const { designerId } = due[0].membership;
    const listings = await listingsById(
      em,
      sellerId,
      due.map(({ membership }) => membership.listingId),
    );
    const languages = await this.sellers.languagesOf(em, designerId);
    const terms = due.map(({ membership: { listingId, sellingMinor, originalMinor } }) => {
      const listing = listings.get(listingId);
      if (!listing) throw new Error(`there is no listing ${listingId}`);
      return { ...termsOf(listing, languages), sellingMinor, originalMinor };
    });
    const { list, indexOf } = sharedTerms(terms);
    const saleIdOf = ({ membership, month }: Due): Uuid => derivedId('month', membership.id, month);
    return {
      designerId,
      billedOn,
      pairs: {
        organizationId: sellerId,
        federationId: designerId === sellerId ? null : designerId,
        terms: list,
        sales: due.map((one, i) => ({
          saleId: saleIdOf(one),
          accountId: one.membership.accountId,
          personId: one.membership.personId,
          terms: indexOf(terms[i]),
          effectiveOn: one.month,
          expiresOn: lastOf(one.month, one.membership.expiresOn),
          extras: null,
        })),
      },
      months: due.map((one) => ({ membershipId: one.membership.id, month: one.month, saleId: saleIdOf(one) })),
    };
  }
}
