import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { BillMonths, type BilledMonths } from '#contracts/memberships/months';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { MonthlyBilling } from './monthly-billing.js';

/** The seller's administrator has its months billed now; what a schedule does every day by itself. */
@CommandHandler(BillMonths)
export class BillMonthsHandler implements ICommandHandler<BillMonths> {
  constructor(
    private readonly monthly: MonthlyBilling,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  async execute(command: BillMonths): Promise<BilledMonths> {
    const { id, timeZone } = actingAdministrator();
    const billed = await this.monthly.bill(id, todayIn(timeZone, this.clock.now()));
    return this.idempotency.once(command, () => Promise.resolve(billed)); // By the same key the first answer; there is nothing left to do anyway.
  }
}
