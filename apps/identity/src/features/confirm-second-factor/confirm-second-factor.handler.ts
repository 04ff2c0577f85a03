import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ConfirmSecondFactor } from '#contracts/identity/second-factors';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { NoSecondFactor, SecondFactorOn } from '../../domain/second-factor.errors.js';
import { SecondFactors } from '../../persistence/second-factors.js';
import { SignInFailures } from '../../persistence/sign-in-failures.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

/** The first code of a new authenticator shows that it works: from now on it is asked for. */
@CommandHandler(ConfirmSecondFactor)
export class ConfirmSecondFactorHandler implements ICommandHandler<ConfirmSecondFactor> {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactors,
    private readonly failures: SignInFailures,
    private readonly log: SignInLog,
  ) {}

  async execute({ code }: ConfirmSecondFactor): Promise<{ recoveryCodes: string[] }> {
    const userId = signedInUser();
    await this.failures.countTry(`code ${userId}`, '');
    const user = await this.log.get(userId);
    return this.database.transaction(async (em) => {
      const recoveryCodes = await this.database.as(em, 'gatekeeper', () => this.confirm(em, userId, code));
      await this.log.record(em, user, 'identity.second-factor-added', {});
      return { recoveryCodes };
    }, this.log.scopeOf(user));
  }

  private async confirm(em: EntityManager, userId: Uuid, code: string): Promise<string[]> {
    const factor = await this.factors.find(em, userId, { lock: true });
    if (!factor) throw new NoSecondFactor();
    if (factor.confirmedAt) throw new SecondFactorOn();
    await this.factors.use(em, userId, code);
    await this.failures.forget(em, `code ${userId}`, '');
    return this.factors.confirm(em, userId);
  }
}
