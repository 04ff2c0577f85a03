import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isEmail } from 'class-validator';
import { CheckAccount, type AccountCheck, type EmailOutcome, type KnownAccount } from '#contracts/identity/new-account';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { nameKeysOf } from '../../domain/new-account.js';
import { emailKeyOf } from '../../persistence/access.entity.js';
import { emailOutcome } from '../../persistence/email-outcomes.js';
import { clientsNamed } from '../../persistence/new-clients.js';

/** What whoever is about to create an account should know, step by step; creating asks the same again. */
@QueryHandler(CheckAccount)
export class CheckAccountHandler implements IQueryHandler<CheckAccount> {
  constructor(private readonly database: Database) {}

  async execute({ email, firstName, lastName }: CheckAccount): Promise<AccountCheck> {
    const { organization } = actingAdministrator();
    const names = firstName !== undefined && lastName !== undefined ? nameKeysOf(firstName, lastName) : [];
    return {
      email: email === undefined ? null : await this.outcomeOf(email, organization.id),
      names: names.length > 0 ? await this.named(names, organization.id) : [],
    };
  }

  private async outcomeOf(email: string, organizationId: Uuid): Promise<EmailOutcome> {
    if (!isEmail(email.trim()) || email.length > 254) return { outcome: 'invalid' };
    return this.database.transaction((em) => emailOutcome(em, organizationId, emailKeyOf(email)), { as: 'introducer' });
  }

  private named(keys: string[], organizationId: Uuid): Promise<KnownAccount[]> {
    return this.database.transaction((em) => clientsNamed(em, organizationId, keys));
  }
}
