import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { StatementRecord } from '#contracts/billing/statements.query';
import type { OrganizationRecord } from '#contracts/identity/organizations';
import { addDays, todayIn, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { encodeCursor } from '#platform/paging';
import { statementPeriod, withBalances, type StatementEntry } from '../domain/statement.js';
import { Statements, type AfterLine, type EntryRow } from './statements.js';

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
    private readonly clock: Clock,
  ) {}

  async page(
    em: EntityManager,
    organizationId: Uuid,
    { billingAccountId: id, limit, after, ...asked }: StatementAsked,
  ): Promise<{ statement: StatementRecord; issuer: OrganizationRecord }> {
    const account = await this.statements.account(em, organizationId, id);
    if (!account) throw new Missing('billing.no-such-billing-account');
    const issuer = await this.organizations.get(em, account.issuerId);
    const period = statementPeriod(asked.from, asked.to, todayIn(issuer.timeZone, this.clock.now()));

    const openingMinor = await this.statements.owedBefore(em, id, period.from);
    const carriedMinor = after ? openingMinor + (await this.statements.sumUpTo(em, id, period.from, after)) : openingMinor;
    const rows = await this.statements.lines(em, id, period, after, limit + 1);
    const shown = rows.slice(0, limit);
    const lines = withBalances(carriedMinor, shown.map(entryOf));
    const ended = rows.length <= limit;
    const last = lines.at(-1)?.balanceMinor ?? carriedMinor;
    const closingMinor = ended ? last : await this.statements.owedBefore(em, id, addDays(period.to, 1));
    const { owedMinor, creditMinor } = await this.statements.now(em, id);
    const statement: StatementRecord = {
      ...account,
      issuerName: issuer.name,
      ...period,
      openingMinor,
      closingMinor,
      creditMinor,
      expectedMinor: owedMinor,
      lines,
      upcoming: [],
      next: ended ? null : encodeCursor(placeOf(shown[limit - 1])),
    };
    return { statement, issuer };
  }
}

const placeOf = ({ on, at, rank, number, id }: EntryRow): (string | number)[] => [on, at, rank, number, id];

/** A line without the place it has among the others. */
const entryOf = ({ at: _at, rank: _rank, number: _number, printed, ...entry }: EntryRow): StatementEntry => ({ ...entry, number: printed });
