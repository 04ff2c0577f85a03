import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SignIn, type SessionOpened } from '#contracts/identity/sessions.command';
import { Database } from '#platform/database/database';
import { SignInRefused } from '../../domain/identity.errors.js';
import { User, emailKeyOf } from '../../persistence/access.entity.js';
import { Passwords } from '../../persistence/passwords.js';
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
    private readonly passwords: Passwords,
    private readonly factors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly log: SignInLog,
  ) {}

  async execute({ email, password, address, code }: SignIn): Promise<SessionOpened> {
    const emailKey = emailKeyOf(email);
    const tries = await this.failures.countTry(emailKey, address);
    const user = await this.database.transaction((em) => em.findOne(User, { emailKey }), { as: 'gatekeeper' });
    const right = await this.passwords.isRight(password, user?.passwordHash); // Nobody, too.
    if (user && !right) this.log.tell(user.id, 'identity.sign-in-refused', { tries });
    if (!user || !right) throw new SignInRefused();
    await this.factors.check(user.id, code);

    const logged = await this.log.get(user.id);
    return this.log.opening(logged, async (em) => {
      const session = await this.database.as(em, 'gatekeeper', async () => {
        await this.failures.forget(em, emailKey, address);
        return this.sessions.open(em, user.id);
      });
      await this.log.record(em, logged, 'identity.signed-in', { session: session.sessionId });
      return session;
    });
  }
}
