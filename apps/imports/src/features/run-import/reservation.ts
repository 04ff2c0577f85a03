import { Injectable } from '@nestjs/common';
import type { Uuid } from '#kernel/ids';
import { FreezeTaxes } from '#contracts/billing/quote-documents.query';
import { ReserveSales } from '#contracts/memberships/reserve-sales.command';
import { message } from '#contracts/message';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import type { Club } from '../../access.js';
import { inParts, messageBytes } from '../../assessing/in-parts.js';
import { linesOf } from '../../assessing/assessor.js';
import { type PlanRow, personIdOf } from '../../domain/plan.js';
import type { PricedListing } from '../../domain/preview.js';
import { getImport } from '../../persistence/import-records.js';
import { plansFrom } from '../../persistence/plan-pages.js';

const salesAtOnce = 1_000;
const timeoutMs = 60_000;

/** Holds slots, quota, prices and taxes for a committed import before its first row runs. Making it twice is harmless. */
@Injectable()
export class Reservation {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
  ) {}

  /** Null when everything is held; otherwise what stood in the way, in words. */
  async make(club: Club, importId: Uuid): Promise<string | null> {
    const { assessment, preview, state } = await this.database.transaction((em) => getImport(em, club.id, importId));
    if (state === 'cancelled') return null; // The next step sees to that.
    const judgement = { importId, organizationId: club.id, assessment };
    const listings = preview!.listings;
    for (let from = 2; ;) {
      const plans = await this.database.transaction((em) => plansFrom(em, judgement, from, salesAtOnce, { soldOnly: true }));
      if (plans.length === 0) break;
      const refused = await this.reserve(importId, plans, listings);
      if (refused !== null) return refused;
      from = plans[plans.length - 1].row + 1;
    }
    return this.freeze(club, importId, listings);
  }

  private async reserve(importId: Uuid, plans: readonly PlanRow[], listings: readonly PricedListing[]): Promise<string | null> {
    const terms = [...new Set(plans.map(({ listing }) => listing!))].map((listing) => listings[listing].terms);
    const sales = plans.map((plan) => ({
      row: plan.row,
      personId: personIdOf(importId, plan),
      listingId: listings[plan.listing!].terms.listingId,
      effectiveOn: plan.effectiveOn!,
      expiresOn: plan.expiresOn,
    }));
    const { changed, refused } = await this.messages.ask(message(ReserveSales, { importId, terms, sales }), { timeoutMs });
    if (changed.length > 0) return `Changed since the preview: ${changed.map(({ name }) => `"${name}"`).join(', ')}.`;
    if (refused.length === 0) return null;
    const held = refused.filter(({ problem }) => problem === 'already-held').map(({ row }) => row);
    const full = refused.filter(({ problem }) => problem === 'quota-exceeded').map(({ row }) => row);
    return [listed('Already held by now, rows', held), listed('No quota left, rows', full)].filter(Boolean).join(' ');
  }

  private async freeze(club: Club, importId: Uuid, listings: readonly PricedListing[]): Promise<string | null> {
    const lines = listings.flatMap(({ terms }, index) => linesOf(club)(terms, index));
    const quoted = new Map(listings.flatMap(({ quotes }) => [quotes.client, quotes.corporate]).map((line) => [line.key, line]));
    for (const part of inParts(lines, { rows: 2_000, bytes: messageBytes }, () => 400)) {
      const freezing = message(FreezeTaxes, { importId, lines: part, quoted: part.map(({ key }) => quoted.get(key)!) });
      const { changed } = await this.messages.ask(freezing, { timeoutMs });
      if (changed.length > 0) return 'Taxes have changed since the preview.';
    }
    return null;
  }
}

const listed = (what: string, rows: readonly number[]): string =>
  rows.length === 0 ? '' : `${what} ${rows.slice(0, 10).join(', ')}${rows.length > 10 ? ` and ${rows.length - 10} more` : ''}.`;
