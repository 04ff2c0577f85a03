import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { StatementRecord } from '#contracts/billing/statements.query';
import type { OrganizationRecord } from '#contracts/identity/organizations';
import { todayIn, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { encodeCursor } from '#platform/paging';
import { expectedBalance } from '../domain/balance.js';
import { statementPeriod } from '../domain/statement.js';
import { PaymentLinks } from './payment-links.js';
import { Statements, type AfterLine } from './statements.js';

export interface StatementAsked {
  readonly billingAccountId: Uuid;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly limit: number;
  readonly after?: AfterLine;
}

/** A statement, page by page, for whoever issues on the account or owes on it. */
@Injectable()
export class StatementPages {
  constructor(
    private readonly statements: Statements,
    private readonly organizations: OrganizationCopies,
    private readonly links: PaymentLinks,
    private readonly clock: Clock,
  ) {}

  async page(
    em: EntityManager,
    organizationId: Uuid,
    { limit, after, ...asked }: StatementAsked,
  ): Promise<{ statement: StatementRecord; issuer: OrganizationRecord }> {
    const found = await this.statements.account(em, organizationId, asked.billingAccountId);
    if (!found) throw new Missing('billing.no-such-billing-account');
    const { account, books } = found;
    const issuer = await this.organizations.get(em, account.issuerId);
    const period = statementPeriod(asked.from, asked.to, todayIn(issuer.timeZone, this.clock.now()));

    const { beforeMinor: openingMinor, sinceMinor, creditMinor } = await this.statements.owed(em, books, period);
    const carriedMinor = after ? openingMinor + (await this.statements.sumUpTo(em, books, period.from, after)) : openingMinor;
    const shown = { currency: account.currency, carriedMinor };
    const { lines, totalMinor, end } = await this.statements.lines(em, books, period, { after, limit, ...shown });
    const closingMinor = end ? await this.statements.owedOn(em, books, period.to) : carriedMinor + totalMinor;
    const { upcoming, plannedMinor } = await this.statements.upcoming(em, account.billingAccountId);
    const owedMinor = closingMinor + sinceMinor;
    const linkTo = await this.links.to(em, [account.issuerId]);
    const statement: StatementRecord = {
      ...account,
      issuerName: issuer.name,
      ...period,
      openingMinor,
      closingMinor,
      creditMinor,
      expectedMinor: expectedBalance(owedMinor, plannedMinor),
      lines,
      upcoming,
      paymentUrl: linkTo({ ...account, owedMinor }),
      next: end ? encodeCursor([end.on, end.at, end.rank, end.number, end.id]) : null,
    };
    return { statement, issuer };
  }
}
