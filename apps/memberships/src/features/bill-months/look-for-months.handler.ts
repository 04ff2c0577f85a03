import { Logger } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { addDays, todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { flowCaller, runAs } from '#platform/messaging/context';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { sellersWithMonths } from '../../persistence/billed-months.js';
import { LookForMonths } from './look-for-months.command.js';
import { MonthlyBilling } from './monthly-billing.js';

@CommandHandler(LookForMonths)
export class LookForMonthsHandler implements ICommandHandler<LookForMonths> {
  private readonly log = new Logger('LookForMonths');

  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationCopies,
    private readonly monthly: MonthlyBilling,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<number> {
    const soon = addDays(this.clock.now().toISOString().slice(0, 10), 1); // Where it is tomorrow already.
    const sellers = await this.database.transaction((em) => sellersWithMonths(em, soon), { as: 'scheduler' });
    let months = 0;
    for (const { sellerId } of sellers) months += await this.billed(sellerId);
    return months;
  }

  /** By the organization's own calendar, for its own two levels. What cannot be billed waits for somebody, and keeps nobody waiting. */
  private async billed(sellerId: Uuid): Promise<number> {
    const { federationId, timeZone } = await runAs(flow(sellerId, null), () =>
      this.database.transaction((em) => this.organizations.get(em, sellerId)),
    );
    return runAs(flow(sellerId, federationId), async () => {
      const { months, refused } = await this.monthly.bill(sellerId, todayIn(timeZone, this.clock.now()));
      for (const { membershipId, month, code } of refused)
        this.log.error({ membershipId, month, code }, 'A month of an ongoing membership could not be billed.');
      return months;
    });
  }
}

const flow = (sellerId: Uuid, federationId: Uuid | null) => flowCaller('month-schedule', [sellerId], federationId);
