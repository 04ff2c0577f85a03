import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RemoveSecondFactor } from '#contracts/identity/second-factors';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { NoSecondFactor } from '../../domain/second-factor.errors.js';
import { OwnPassword } from '../../persistence/own-password.js';
import { SecondFactors } from '../../persistence/second-factors.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

@CommandHandler(RemoveSecondFactor)
export class RemoveSecondFactorHandler implements ICommandHandler<RemoveSecondFactor> {
  constructor(
    private readonly database: Database,
    private readonly own: OwnPassword,
    private readonly factors: SecondFactors,
    private readonly log: SignInLog,
  ) {}

  async execute({ password, code, address }: RemoveSecondFactor): Promise<{ removed: true }> {
    const userId = signedInUser();
    await this.own.check(userId, password, address);
    const factor = await this.database.transaction((em) => this.factors.find(em, userId), { as: 'gatekeeper' });
    if (!factor) throw new NoSecondFactor();
    await this.factors.check(userId, code);
    const user = await this.log.get(userId);
    await this.database.transaction(async (em) => {
      await this.database.as(em, 'gatekeeper', () => this.factors.remove(em, userId));
      await this.log.record(em, user, 'identity.second-factor-removed', {});
    }, this.log.scopeOf(user));
    return { removed: true };
  }
}
