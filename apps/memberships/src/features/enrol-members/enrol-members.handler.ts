import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId, type Uuid } from '#kernel/ids';
import { IssueInvoices, type SaleToInvoice } from '#contracts/billing/issue-invoices.command';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { EnrolMembers, type MemberToEnrol } from '#contracts/memberships/enrol-members.command';
import { MembersEnrolled } from '#contracts/memberships/members-enrolled.event';
import { Forbidden } from '#platform/errors/forbidden';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { actingSeller } from '../../access.js';
import { passOn } from '../../domain/reserve.js';
import { Standing } from '../../domain/standing.js';
import { frozenTermsOf } from '../../persistence/frozen-terms.js';
import { insertMemberships } from '../../persistence/memberships.js';
import { Sellers } from '../../persistence/sellers.js';
import { type Slot, getSlotsForUpdate, holdingsOf, lockOffers, passSlots } from '../../persistence/slots.js';

/** A row of the batch with the slot reserved for it. */
interface Enrolment {
  readonly member: MemberToEnrol;
  readonly slot: Slot;
}

/** What was reserved for a batch of an import becomes memberships, and billing is told to invoice them (IMP-13). */
@CommandHandler(EnrolMembers)
export class EnrolMembersHandler implements ICommandHandler<EnrolMembers> {
  constructor(
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly sellers: Sellers,
  ) {}

  execute({ importId, batch, organizationId, federationId, debtors, members }: EnrolMembers): Promise<void> {
    const acting = actingSeller();
    if (acting.sellerId !== organizationId || acting.federationId !== federationId) throw new Forbidden();
    return this.inbox.once(async (em) => {
      const purchasedOn = await this.sellers.today(em, organizationId);
      const enrolments = await this.settled(em, importId, members);
      const terms = termsFor(enrolments, await frozenTermsOf(em, importId));

      const sales = enrolments.map((enrolment) => saleOf(enrolment, importId, terms.index));
      await insertMemberships(
        em,
        { sellerId: organizationId, federationId, purchasedOn, importId },
        sales.map((sale) => soldMembership(sale, terms.list[sale.terms])),
      );

      const enrolled = new Set(sales.map(({ row }) => row));
      const skipped = members.filter(({ row }) => !enrolled.has(row)).map(({ row }) => ({ row, code: 'already-held' as const }));
      await this.outbox.add(em, MembersEnrolled, { importId, batch, rows: members.length, skipped });
      // Sent for an empty batch too: its answer is what tells the import that the batch is done.
      await this.outbox.add(em, IssueInvoices, { importId, batch, organizationId, federationId, debtors, terms: terms.list, sales });
    });
  }

  /** The rows to enrol. Whoever was found meanwhile in place of a new person may hold the membership already (IMP-11). */
  private async settled(em: EntityManager, importId: Uuid, members: readonly MemberToEnrol[]): Promise<Enrolment[]> {
    const ids = members.map(({ row }) => derivedId('membership', importId, row));
    const slots = await getSlotsForUpdate(em, ids);
    const enrolments = members.map((member, i) => ({ member, slot: reserved(slots, ids[i], member.row) }));
    const substituted = enrolments.filter(({ member, slot }) => member.personId !== slot.personId);
    if (substituted.length === 0) return enrolments;

    const substitutions = substituted.map(({ member, slot }) => ({ slot, personId: member.personId }));
    const offerIds = substitutions.map(({ slot }) => slot.offerId);
    const people = substitutions.map(({ personId }) => personId);
    await lockOffers(em, offerIds);
    const { passed, unused } = passOn(substitutions, new Standing({ holdings: await holdingsOf(em, people) }));
    await passSlots(em, passed);
    const kept = new Set(unused.map(({ membershipId }) => membershipId));
    return enrolments.filter(({ slot }) => !kept.has(slot.membershipId));
  }
}

/** Nothing is sold that was not reserved: an import that gave its reservations back is over. */
function reserved(slots: Map<Uuid, Slot>, membershipId: Uuid, row: number): Slot {
  const slot = slots.get(membershipId);
  if (!slot) throw new Error(`no slot is reserved for row ${row}`);
  return slot;
}

/** The terms this batch sells at, and where each offer's stand among them. */
function termsFor(enrolments: readonly Enrolment[], frozen: Map<Uuid, ListingTerms>): { list: ListingTerms[]; index: Map<Uuid, number> } {
  const offerIds = [...new Set(enrolments.map(({ slot }) => slot.offerId))];
  const list = offerIds.map((offerId) => {
    const terms = frozen.get(offerId);
    if (!terms) throw new Error(`no terms are frozen for offer ${offerId}`);
    return terms;
  });
  return { list, index: new Map(offerIds.map((offerId, i) => [offerId, i])) };
}

function saleOf({ member, slot }: Enrolment, importId: Uuid, terms: Map<Uuid, number>): SaleToInvoice {
  return {
    ...member,
    saleId: derivedId('sale', importId, member.row), // Shared with both levels' invoice lines (MEM-18).
    membershipId: slot.membershipId,
    terms: terms.get(slot.offerId) ?? 0,
    effectiveOn: slot.effectiveOn,
    expiresOn: slot.expiresOn,
  };
}

const soldMembership = (sale: SaleToInvoice, { offerId, listingId, sellingMinor, originalMinor, currency }: ListingTerms) => ({
  id: sale.membershipId,
  offerId,
  listingId,
  personId: sale.personId,
  accountId: sale.accountId,
  clientId: sale.clientId,
  effectiveOn: sale.effectiveOn,
  expiresOn: sale.expiresOn,
  saleId: sale.saleId,
  sellingMinor,
  originalMinor,
  currency,
  importRow: sale.row,
});
