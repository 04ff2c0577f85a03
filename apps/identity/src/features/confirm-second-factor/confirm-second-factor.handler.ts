import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ConfirmSecondFactor } from '#contracts/identity/second-factors';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { NoSecondFactor, SecondFactorOn } from '../../domain/second-factor.errors.js';
import { SecondFactors } from '../../persistence/second-factors.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

/** The first code of a new authenticator shows that it works: from now on it is asked for. */
@CommandHandler(ConfirmSecondFactor)
export class ConfirmSecondFactorHandler implements ICommandHandler<ConfirmSecondFactor> {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactors,
    private readonly log: SignInLog,
  ) {}

  async execute({ code }: ConfirmSecondFactor): Promise<{ recoveryCodes: string[] }> {
    const userId = signedInUser();
    const user = await this.log.get(userId);
    const confirm = async (em: EntityManager) => {
      const recoveryCodes = await this.database.as(em, 'gatekeeper', () => this.confirm(em, userId, code));
      await this.log.record(em, user, 'identity.second-factor-added', {});
      return { recoveryCodes };
    };
    return this.factors.tried(userId, () => this.database.transaction(confirm, this.log.scopeOf(user)));
  }

  private async confirm(em: EntityManager, userId: Uuid, code: string): Promise<string[]> {
    const factor = await this.factors.find(em, userId, { lock: true });
    if (!factor) throw new NoSecondFactor();
    if (factor.confirmedAt) throw new SecondFactorOn();
    await this.factors.use(em, userId, code);
    return this.factors.confirm(em, userId);
  }
}
