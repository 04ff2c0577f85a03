import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindOverdue } from '#contracts/billing/overdue.query';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { billingAccountId } from '../../domain/sale-invoices.js';

/** Asked at every door (ID-27), so it reads what is open and due and nothing else. */
@QueryHandler(FindOverdue)
export class FindOverdueHandler implements IQueryHandler<FindOverdue> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ clientIds }: FindOverdue): Promise<{ overdueMinor: number }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const accounts = clientIds.map((clientId) => billingAccountId(organization.id, clientId));
    const today = todayIn(organization.timeZone, this.clock.now());
    const [found] = await this.database.statement<{ overdueMinor: number }>(overdue, [accounts, today, organization.id]);
    return found;
  }
}

const overdue = `SELECT coalesce(sum(open_minor), 0)::bigint AS "overdueMinor" FROM open_items
  WHERE billing_account_id = ANY ($1::uuid[]) AND open_minor > 0 AND due_on < $2 AND issuer_id = $3`;
