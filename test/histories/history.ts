import type { ReplacementRule } from '#contracts/memberships/offers';
import { RecordPayment } from '#contracts/billing/payments';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { CancelHeldMemberships, PreviewMembershipCancellations } from '#contracts/memberships/cancellations';
import {
  CreateCatalogueDraft,
  DiscardCatalogueDraft,
  GetCatalogueDraft,
  PublishCatalogueDraft,
} from '#contracts/memberships/catalogue-drafts';
import { ChangeListing, ChangeOffer, CreateListing, CreateOffer, GetOffer, type AskedReplacement } from '#contracts/memberships/offers';
import { PreviewReplacement, ReplaceMemberships } from '#contracts/memberships/replacements';
import { PreviewSale, SellMemberships } from '#contracts/memberships/sales';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { billingAccountId } from '../../apps/billing/src/domain/sale-invoices.js';
import type { Act, Beginning, RuleAct } from './acts.js';
import { Books } from './books.js';
import { clientOf, somePerson, type Field } from './field.js';
import { halfUp, Model, type Held, type Offer, type Planned } from './model.js';

type Doing<A extends Act['act']> = Extract<Act, { act: A }>;

const stale = '0'.repeat(64);
const terms = {
  season: { kind: 'fixed-dates', salesStart: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' },
  months: { kind: 'fixed-duration', months: 1, renewalWindowDays: 40 },
} as const;

/** A history lived twice, by the product and by the model: what is refused, what is shown before, and what stands at the end. */
export class History {
  private readonly people = [somePerson(true), somePerson(true), somePerson(false)];

  private constructor(
    private readonly field: Field,
    private readonly model: Model,
    private readonly books: Books,
  ) {}

  static async begin(field: Field, beginnings: readonly Beginning[]): Promise<History> {
    const offers = beginnings.map(({ term, original, quota, adultsOnly, selling }): Offer => ({
      id: newId(),
      term,
      original,
      quota,
      adultsOnly,
      rule: 'off',
      archived: false,
      version: 1,
      listings: selling.map((own) => (own === 'not listed' ? null : { id: newId(), selling: own, active: true, version: 1 })),
    }));
    const history = new History(field, new Model(offers, field.taxed), await Books.open(field, offers));
    await Promise.all(offers.map((offer) => history.create(offer)));
    for (const [i, { rule }] of beginnings.entries()) await history.change(offers[i], { rule });
    return history;
  }

  async live(acts: readonly Act[]): Promise<void> {
    for (const act of acts) await this.do(act);
    await this.books.equal(this.model, this.people);
  }

  private do(act: Act): Promise<void> {
    switch (act.act) {
      case 'sell':
        return this.sell(act);
      case 'replace':
        return this.replace(act);
      case 'cancel':
        return this.cancel(act);
      case 'pay':
        return this.pay(act);
      case 'list':
        return this.list(act);
      case 'draft':
        return this.draft(act);
      case 'show':
        return this.ask(this.one(act.offer), { visibility: act.visibility });
      default:
        return this.change(this.one(act.offer), act);
    }
  }

  private async sell({ club, offer: index, people, confirmed }: Doing<'sell'>): Promise<void> {
    const [at, offer] = [club % 2, this.one(index)];
    const buyers = people.map((person) => this.people[person % this.people.length]);
    const planned = this.model.sales(at, offer, buyers);
    const sales = buyers.map(({ id: personId, accountId }) => ({ listingId: listingAt(offer, at), personId, accountId }));
    const preview = await this.field.asClub(at, message(PreviewSale, { sales }));
    judgedAlike(planned, preview.sales);

    const command = message(SellMemberships, {
      operationId: newId(),
      sales,
      previewHash: confirmed ? preview.billing?.previewHash : undefined,
    });
    if (!possible(planned)) return this.refused(at, command, 'memberships.not-sellable', planned);
    const before = this.owed(at, buyers);
    const made = await this.field.asClub(at, command);
    this.model.sell(planned);
    made.sales.forEach((sale, i) => {
      const { held } = planned[i];
      held.id = sale.membershipId;
      expect([sale.effectiveOn, sale.expiresOn]).toEqual(held.period);
      expect([sale.clientInvoice.totalMinor, sale.corporateInvoice?.totalMinor]).toEqual([held.client, held.corporate]);
    });
    expect(totals(preview.billing)).toEqual(totalsOf(planned.map(({ held }) => [held.client, held.corporate])));
    expect(shown(preview.billing)).toEqual(between(before, this.owed(at, buyers)));
  }

  private async replace({ club, memberships, offer: index, anyState }: Doing<'replace'>): Promise<void> {
    const at = club % 2;
    const olds = pick(this.soldBy(at, anyState), memberships);
    if (olds.length > 0) await this.replaceAll(at, olds, this.one(this.model.offers.indexOf(olds[0].offer) + index)); // Seldom itself.
  }

  /** Gives what the federation credited and invoiced before taxes, or nothing when it is refused. */
  private async replaceAll(at: number, olds: readonly Held[], offer: Offer): Promise<{ credited: number; invoiced: number } | undefined> {
    const planned = this.model.replacements(at, olds, offer);
    const replacements = olds.map(({ id: membershipId }) => ({ membershipId, listingId: listingAt(offer, at) }));
    const preview = await this.field.asClub(at, message(PreviewReplacement, { replacements }));
    judgedAlike(planned, preview.replacements);

    const previewHash = preview.billing?.previewHash ?? stale;
    const command = message(ReplaceMemberships, { operationId: newId(), replacements, previewHash });
    if (!possible(planned)) {
      await this.refused(at, command, 'memberships.not-replaceable', planned);
      return undefined;
    }
    const people = olds.map(({ person }) => person);
    const before = this.owed(at, people);
    const made = await this.field.asClub(at, command);
    this.model.replace(olds, planned);
    made.replacements.forEach((one, i) => {
      const [old, { held }] = [olds[i], planned[i]];
      held.id = one.newMembershipId;
      expect([one.membershipId, one.effectiveOn, one.expiresOn]).toEqual([old.id, ...held.period]);
      expect([one.client.creditNote, one.client.invoice].map(({ totalMinor }) => totalMinor + 0)).toEqual([-old.client + 0, held.client]);
      expect([one.corporate?.creditNote, one.corporate?.invoice].map((document) => document!.totalMinor + 0)).toEqual([
        -old.corporate + 0,
        held.corporate,
      ]);
    });
    const rows = planned.map(({ held }, i) => [held.client - olds[i].client, held.corporate - olds[i].corporate] as const);
    expect(totals(preview.billing)).toEqual(totalsOf(rows));
    expect(shown(preview.billing)).toEqual(between(before, this.owed(at, people)));
    const above = preview.billing!.documents.filter(({ level }) => level === 'corporate');
    const net = (kind: string) => above.filter((document) => document.kind === kind).reduce((sum, { netMinor }) => sum + netMinor, 0);
    return { credited: -net('credit-note') + 0, invoiced: net('invoice') };
  }

  private async cancel({ club, memberships, halves, anyState }: Doing<'cancel'>): Promise<void> {
    const at = club % 2;
    const olds = [...new Set(pick(this.soldBy(at, anyState), memberships))];
    if (olds.length === 0) return;
    const credit = halves ? ({ kind: 'percent', percentPpm: 500_000 } as const) : ({ kind: 'whole' } as const);
    const cancellations = olds.map(({ id: membershipId }) => ({ membershipId, credit }));
    const preview = await this.field.asClub(at, message(PreviewMembershipCancellations, { cancellations }));
    expect(preview.cancellations.map(({ problem }) => problem)).toEqual(olds.map(({ ended }) => (ended ? 'ended' : null)));

    const previewHash = preview.billing?.previewHash ?? stale;
    const command = message(CancelHeldMemberships, { operationId: newId(), cancellations, previewHash });
    if (olds.some(({ ended }) => ended)) {
      await expect(this.field.asClub(at, command)).rejects.toMatchObject({ code: 'memberships.not-cancellable' });
      return;
    }
    const people = olds.map(({ person }) => person);
    const before = this.owed(at, people);
    await this.field.asClub(at, command);
    const credits = olds.map(({ client }) => (halves ? halfUp(client * 500_000, 1_000_000) : client));
    olds.forEach((old, i) => this.model.cancel(old, credits[i]));
    expect(totals(preview.billing)).toEqual(totalsOf(credits.map((one) => [-one, 0])));
    const changes = between(before, this.owed(at, people));
    expect(shown(preview.billing)).toEqual(changes.filter(([account]) => account !== this.corporateAccount(at)));
  }

  private async pay({ club, person: index, amount: amountMinor }: Doing<'pay'>): Promise<void> {
    const at = club % 2;
    const person = index === null ? null : this.people[index % this.people.length];
    if (!this.model.isBilled(at, person)) return;
    const billingAccountId = person ? this.clientAccount(at, person.accountId) : this.corporateAccount(at);
    const command = message(RecordPayment, { paymentId: newId(), billingAccountId, amountMinor, currency: 'CAD', method: 'cash' });
    await (person ? this.field.asClub(at, command) : this.field.asFederation(command));
    this.model.pay(at, person, amountMinor);
  }

  private async list({ club, offer: index, selling: sellingMinor, active, visibility }: Doing<'list'>): Promise<void> {
    const [at, offer] = [club % 2, this.one(index)];
    const listing = offer.listings[at];
    if (!listing) return;
    const { id: listingId, version } = listing;
    const changed = await this.field.asClub(at, message(ChangeListing, { listingId, version, sellingMinor, active, visibility }));
    Object.assign(listing, { selling: sellingMinor, active, version: changed.version });
  }

  private async draft({ changes: asked, published }: Doing<'draft'>): Promise<void> {
    const changes = new Map(asked.map((change) => [this.one(change.offer), change]));
    const priceThen = (offer: Offer) => changes.get(offer)?.original ?? offer.original;
    const ruleThen = (offer: Offer) => {
      const rule = changes.get(offer)?.rule;
      return rule ? this.model.ruleOf(rule, offer, priceThen) : offer.rule;
    };
    const draftId = newId();
    const drafted = Array.from(changes, ([{ id: offerId }, { original, rule }]) => ({
      offerId,
      originalMinor: original,
      replacement: rule && named(rule),
    }));
    await this.field.asFederation(message(CreateCatalogueDraft, { draftId, changes: drafted }));
    const { effects } = await this.field.asFederation(message(GetCatalogueDraft, { draftId }));

    const { offers } = this.model;
    const living = (of: Offer) => this.model.living().filter(({ offer }) => offer === of);
    const ways = offers.flatMap((offer) =>
      offers
        .filter((target) => target !== offer && !target.archived)
        .flatMap((target) => {
          const [openBefore, openAfter] = [opens(offer.rule, target), opens(ruleThen(offer), target)];
          if (openBefore === openAfter && (!openAfter || priceThen(target) === target.original)) return [];
          const members = living(offer);
          return [
            {
              offerId: offer.id,
              targetOfferId: target.id,
              openBefore,
              openAfter,
              memberships: members.length,
              creditMinor: members.reduce((sum, { original }) => sum + original, 0),
              invoiceMinorBefore: members.length * target.original,
              invoiceMinorAfter: members.length * priceThen(target),
            },
          ];
        }),
    );
    const ours = new Set(offers.map(({ id }) => id));
    const told = effects.paths.filter((way) => ours.has(way.offerId) && ours.has(way.targetOfferId));
    expect(sorted(told)).toEqual(sorted(ways));
    expect(effects.offers.map(({ offerId, originalMinorAfter, listings }) => [offerId, originalMinorAfter, listings])).toEqual(
      Array.from(changes.keys(), (offer) => [
        offer.id,
        priceThen(offer),
        priceThen(offer) === offer.original ? 0 : offer.listings.filter((listing) => listing !== null).length,
      ]),
    );

    if (!published) {
      await this.field.asFederation(message(DiscardCatalogueDraft, { draftId }));
      return;
    }
    await this.field.asFederation(message(PublishCatalogueDraft, { draftId }));
    const after = new Map(offers.map((offer) => [offer, { original: priceThen(offer), rule: ruleThen(offer) }]));
    for (const [offer] of changes) {
      const { version, originalMinor, replacement } = await this.field.asFederation(message(GetOffer, { offerId: offer.id }));
      Object.assign(offer, after.get(offer), { version });
      expect([originalMinor, ruleSeen(replacement, ours)]).toEqual([offer.original, ruleSeen(ruleAsked(offer.rule), ours)]);
    }
    await this.follow(told);
  }

  /** What-if totals are the totals of going there: one way that is open to everybody is gone by everybody. */
  private async follow(
    ways: readonly { offerId: Uuid; targetOfferId: Uuid; openAfter: boolean; creditMinor: number; invoiceMinorAfter: number }[],
  ): Promise<void> {
    for (const { offerId, targetOfferId, openAfter, creditMinor, invoiceMinorAfter } of ways) {
      if (!openAfter) continue;
      const [from, to] = [offerId, targetOfferId].map((id) => this.model.offers.find((offer) => offer.id === id)!);
      const movers = [0, 1].map((club) => this.model.ofClub(club).filter((one) => one.offer === from && one.ended === null));
      const free = movers.every((olds, club) => possible(this.model.replacements(club, olds, to)));
      if (!free || movers.every((olds) => olds.length === 0)) continue;
      const sums = { credited: 0, invoiced: 0 };
      for (const [club, olds] of movers.entries()) {
        if (olds.length === 0) continue;
        const done = await this.replaceAll(club, olds, to);
        if (!done) return; // The other club's people were the same.
        sums.credited += done.credited;
        sums.invoiced += done.invoiced;
      }
      expect(sums).toEqual({ credited: creditMinor, invoiced: invoiceMinorAfter });
      return;
    }
  }

  private async create(offer: Offer): Promise<void> {
    const { id: offerId, term, original: originalMinor, quota: quotaPerReseller, adultsOnly, listings } = offer;
    const eligibility = { minAge: adultsOnly ? 18 : null, maxAge: null, gender: null };
    const names = { en: `Offer ${offerId}` };
    const created = { offerId, names, originalMinor, term: terms[term], quotaPerReseller, eligibility };
    offer.version = (await this.field.asFederation(message(CreateOffer, created))).version;
    for (const [club, listing] of listings.entries()) {
      if (!listing) continue;
      const stocked = message(CreateListing, { listingId: listing.id, offerId, sellingMinor: listing.selling });
      listing.version = (await this.field.asClub(club, stocked)).version;
    }
  }

  private async change(
    offer: Offer,
    change: { original?: number; rule?: RuleAct; quota?: number | null; archived?: boolean },
  ): Promise<void> {
    const { original, rule, quota, archived } = change;
    await this.ask(offer, {
      ...(original !== undefined && { originalMinor: original }),
      ...(rule !== undefined && { replacement: named(rule) }),
      ...(quota !== undefined && { quotaPerReseller: quota }),
      ...(archived !== undefined && { archived }),
    });
    if (rule !== undefined) offer.rule = this.model.ruleOf(rule, offer);
    if (original !== undefined) offer.original = original;
    if (quota !== undefined) offer.quota = quota;
    if (archived !== undefined) offer.archived = archived;
  }

  private async ask(offer: Offer, changes: Partial<Fields<ChangeOffer>>): Promise<void> {
    const { id: offerId, version } = offer;
    offer.version = (await this.field.asFederation(message(ChangeOffer, { offerId, version, ...changes }))).version;
  }

  private async refused(
    club: number,
    command: SellMemberships | ReplaceMemberships,
    code: string,
    planned: readonly Planned[],
  ): Promise<void> {
    const refusal: unknown = await this.field.asClub(club, command as SellMemberships).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code });
    const { faults } = refusal as { faults: { pointer: string; code: string }[] };
    const barred = planned.flatMap(({ reasons }, i) => (reasons.length > 0 ? [i] : []));
    expect(faults.map(({ pointer }) => Number(pointer.split('/').at(-1)))).toEqual(barred);
    for (const [i, fault] of faults.entries()) expect(planned[barred[i]].reasons).toContain(fault.code.replace('memberships.', ''));
  }

  private readonly soldBy = (club: number, anyState: boolean): Held[] =>
    this.model.ofClub(club).filter(({ ended }) => anyState || ended === null);

  /** Every account an order touches, with what is owed on it. */
  private owed(club: number, people: readonly { accountId: Uuid }[]): Map<Uuid, number> {
    const known = this.people.filter((person) => people.includes(person));
    return new Map([
      ...known.map((person) => [this.clientAccount(club, person.accountId), this.model.owedBy(club, person)] as const),
      [this.corporateAccount(club), this.books.corporateBefore(club) + this.model.owedAbove(club)],
    ]);
  }

  private readonly clientAccount = (club: number, accountId: Uuid): Uuid =>
    billingAccountId(this.field.clubs[club].id, clientOf(this.field.clubs[club].id, accountId));
  private readonly corporateAccount = (club: number): Uuid => billingAccountId(this.field.federation.id, this.field.clubs[club].id);
  private readonly one = (index: number): Offer => this.model.offers[index % this.model.offers.length];
}

const named = (rule: RuleAct): AskedReplacement => (rule === 'off' || rule === 'enabled' ? { mode: rule } : { mode: 'list', select: rule });

/** Without a listing of its own a club tries the other's, or one that nobody has. */
const listingAt = ({ listings }: Offer, club: number): Uuid => (listings[club] ?? listings[1 - club])?.id ?? newId();
const possible = (planned: readonly Planned[]): boolean => planned.every(({ reasons }) => reasons.length === 0);
const pick = <T>(from: readonly T[], indexes: readonly number[]): T[] =>
  from.length === 0 ? [] : indexes.map((index) => from[index % from.length]);
const opens = (rule: Offer['rule'], target: Offer): boolean => rule === 'enabled' || (rule instanceof Set && rule.has(target.id));
const sorted = <T extends { offerId: Uuid; targetOfferId: Uuid }>(ways: readonly T[]): T[] =>
  ways.toSorted((a, b) => (a.offerId + a.targetOfferId < b.offerId + b.targetOfferId ? -1 : 1));

const ruleAsked = (rule: Offer['rule']): ReplacementRule =>
  rule instanceof Set ? { mode: 'list', offerIds: [...rule] } : { mode: rule, offerIds: [] };
/** Of a list, what is of this history: others stand in the same catalogue. */
const ruleSeen = ({ mode, offerIds }: ReplacementRule, ours: ReadonlySet<Uuid>) => [mode, offerIds.filter((id) => ours.has(id)).sort()];

function judgedAlike(planned: readonly Planned[], judged: readonly { problem: string | null }[]): void {
  expect(judged.map(({ problem }) => problem === null)).toEqual(planned.map(({ reasons }) => reasons.length === 0));
  judged.forEach(({ problem }, i) => problem !== null && expect(planned[i].reasons).toContain(problem));
}

const totals = (billing: PlannedBilling | null) => {
  const sum = (of: string) =>
    (billing?.documents ?? []).filter(({ level }) => level === of).reduce((all, { totalMinor }) => all + totalMinor, 0);
  return { client: sum('client'), corporate: sum('corporate') };
};
const totalsOf = (rows: readonly (readonly [number, number])[]) => ({
  client: rows.reduce((sum, [client]) => sum + client, 0),
  corporate: rows.reduce((sum, [, corporate]) => sum + corporate, 0),
});

type Change = readonly [account: Uuid, before: number, after: number];
const byAccount = (changes: readonly Change[]): Change[] => changes.toSorted(([a], [b]) => (a < b ? -1 : 1));
const shown = (billing: PlannedBilling | null): Change[] =>
  byAccount(
    (billing?.accounts ?? []).map(
      ({ billingAccountId: id, balanceBeforeMinor, balanceAfterMinor }) => [id, balanceBeforeMinor, balanceAfterMinor] as const,
    ),
  );
const between = (before: ReadonlyMap<Uuid, number>, after: ReadonlyMap<Uuid, number>): Change[] =>
  byAccount(Array.from(before, ([account, was]) => [account, was, after.get(account)!] as const));
