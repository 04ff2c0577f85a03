import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { RecognisedRevenue } from '#contracts/billing/journal';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Deferrals } from '../../persistence/deferrals.js';

/** What is earned by the end of a month enters the journal of one organization, and its audit log. */
@Injectable()
export class RevenueRun {
  constructor(
    private readonly deferrals: Deferrals,
    private readonly audit: Audit,
  ) {}

  async through(em: EntityManager, { id, currency }: { id: Uuid; currency: string }, through: LocalDate): Promise<RecognisedRevenue> {
    const entries = await this.deferrals.recognise(em, id, through);
    const sum = (of: (entry: (typeof entries)[number]) => number): number => entries.reduce((total, entry) => total + of(entry), 0);
    const result = {
      through,
      currency,
      amountMinor: sum(({ amountMinor }) => amountMinor),
      lines: sum(({ lines }) => lines),
      entryIds: entries.map((entry) => entry.id),
    };
    if (entries.length > 0) {
      const { amountMinor, lines } = result;
      const facts = { through, amountMinor, currency, lines, entries: entries.length };
      await this.audit.record(em, { organizationId: id, action: 'billing.revenue-recognised', subject: entries[0].id, facts });
    }
    return result;
  }
}
