import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SignIn, type SessionOpened } from '#contracts/identity/sessions.command';
import { Database } from '#platform/database/database';
import { SignInRefused } from '../../domain/identity.errors.js';
import { User, emailKeyOf } from '../../persistence/access.entity.js';
import { isPassword } from '../../persistence/password-hash.js';
import { SecondFactors } from '../../persistence/second-factors.js';
import { Sessions } from '../../persistence/sessions.js';
import { SignInFailures } from '../../persistence/sign-in-failures.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

/** Opens a session. An unknown address does the same work and gets the same answer as a wrong password. */
@CommandHandler(SignIn)
export class SignInHandler implements ICommandHandler<SignIn> {
  constructor(
    private readonly database: Database,
    private readonly failures: SignInFailures,
    private readonly factors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly log: SignInLog,
  ) {}

  async execute({ email, password, address, code }: SignIn): Promise<SessionOpened> {
    const emailKey = emailKeyOf(email);
    await this.failures.countTry(emailKey, address);
    const user = await this.database.transaction((em) => em.findOne(User, { emailKey }), { as: 'gatekeeper' });
    const right = await isPassword(password, user?.passwordHash); // Outside of any transaction: it takes its time on purpose.
    if (user && !right) this.log.tell(user.id, 'identity.sign-in-refused');
    if (!user || !right) throw new SignInRefused();
    await this.factors.check(user.id, code);

    const logged = await this.log.get(user.id);
    return this.database.transaction(async (em) => {
      const session = await this.database.as(em, 'gatekeeper', async () => {
        await this.failures.forget(em, emailKey, address);
        return this.sessions.open(em, user.id);
      });
      await this.log.record(em, logged, 'identity.signed-in', { session: session.sessionId });
      return session;
    }, this.log.scopeOf(logged));
  }
}
