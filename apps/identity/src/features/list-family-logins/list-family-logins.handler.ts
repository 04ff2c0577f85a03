import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListFamilyLogins, type FamilyLoginRecord } from '#contracts/identity/family-logins';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { invitationState } from '../../domain/family-login.js';
import { familyOf, loginsOf, type FamilyLoginRow } from '../../persistence/family-accounts.js';

/** Who signs in to the accounts one owns, and who is invited to (ID-21). */
@QueryHandler(ListFamilyLogins)
export class ListFamilyLoginsHandler implements IQueryHandler<ListFamilyLogins> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<{ data: FamilyLoginRecord[] }> {
    const userId = signedInUser();
    return this.database.transaction(async (em) => {
      const family = await this.database.as(em, 'introducer', () => familyOf(em, userId));
      const accountIds = [...new Set(family.map(({ accountId }) => accountId))];
      const rows = await this.database.as(em, 'gatekeeper', () => loginsOf(em, accountIds));
      const data = family.flatMap(({ accountId, personId, firstName, lastName }) =>
        rows
          .filter((row) => row.accountId === accountId && row.personId === personId)
          .map((row) => ({ accountId, personId, firstName, lastName, ...this.shown(row) })),
      );
      return { data };
    });
  }

  private shown({
    email,
    active,
    invitedAt,
    expiresAt,
  }: FamilyLoginRow): Pick<FamilyLoginRecord, 'email' | 'state' | 'invitedAt' | 'expiresAt'> {
    const state = active || expiresAt === null ? 'active' : invitationState({ expiresAt }, this.clock.now());
    return { email, state, invitedAt: invitedAt?.toISOString() ?? null, expiresAt: expiresAt?.toISOString() ?? null };
  }
}
