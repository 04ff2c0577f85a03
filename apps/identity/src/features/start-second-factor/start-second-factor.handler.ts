import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StartSecondFactor } from '#contracts/identity/second-factors';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { SecondFactorOn } from '../../domain/second-factor.errors.js';
import { base32, provisioningUri } from '../../persistence/totp.js';
import { User } from '../../persistence/access.entity.js';
import { OwnPassword } from '../../persistence/own-password.js';
import { SecondFactors } from '../../persistence/second-factors.js';

@CommandHandler(StartSecondFactor)
export class StartSecondFactorHandler implements ICommandHandler<StartSecondFactor> {
  constructor(
    private readonly database: Database,
    private readonly own: OwnPassword,
    private readonly factors: SecondFactors,
  ) {}

  async execute({ password, address }: StartSecondFactor): Promise<{ secret: string; uri: string }> {
    const userId = signedInUser();
    await this.own.check(userId, password, address);
    return this.database.transaction(
      async (em) => {
        if ((await this.factors.find(em, userId, { lock: true }))?.confirmedAt) throw new SecondFactorOn();
        const secret = await this.factors.start(em, userId);
        const { emailKey } = await em.findOneOrFail(User, { id: userId });
        return { secret: base32(secret), uri: provisioningUri(secret, emailKey) };
      },
      { as: 'gatekeeper' },
    );
  }
}
