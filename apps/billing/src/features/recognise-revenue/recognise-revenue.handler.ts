import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RecogniseRevenue, type RecognisedRevenue } from '#contracts/billing/journal';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { lastMonthEnd, monthEnd } from '../../domain/deferral.js';
import { MonthNotOver } from '../../domain/ledger.errors.js';
import { RevenueRun } from './revenue-run.js';

/** Somebody asks for the month's recognition before it comes by itself. */
@CommandHandler(RecogniseRevenue)
export class RecogniseRevenueHandler implements ICommandHandler<RecogniseRevenue> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly run: RevenueRun,
    private readonly clock: Clock,
  ) {}

  execute(command: RecogniseRevenue): Promise<RecognisedRevenue> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const over = lastMonthEnd(todayIn(organization.timeZone, this.clock.now()));
    const { month = over.slice(0, 7) } = command;
    if (month > over.slice(0, 7)) throw new MonthNotOver({ month });
    return this.idempotency.once(command, (em) => this.run.through(em, organization, monthEnd(`${month}-01`)));
  }
}
