import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StartFamilyLogin } from '#contracts/identity/family-logins';
import type { SessionOpened } from '#contracts/identity/sessions.command';
import { SignInNeeded } from '../../domain/family-login.errors.js';
import { User } from '../../persistence/access.entity.js';
import { ClientSignIns } from '../../persistence/client-sign-ins.js';
import { JoinedFamily } from '../../persistence/joined-family.js';
import { hashPassword } from '../../persistence/password-hash.js';
import { Sessions } from '../../persistence/sessions.js';

/** A member chooses a password (ID-21). An address that has a sign-in keeps its own: that one joins, signed in. */
@CommandHandler(StartFamilyLogin)
export class StartFamilyLoginHandler implements ICommandHandler<StartFamilyLogin> {
  constructor(
    private readonly joined: JoinedFamily,
    private readonly signIns: ClientSignIns,
    private readonly sessions: Sessions,
  ) {}

  async execute({ token, password }: StartFamilyLogin): Promise<SessionOpened> {
    const { invitation, known } = await this.joined.find(token);
    if (known) throw new SignInNeeded();
    const passwordHash = await hashPassword(password);
    return this.joined.join(
      token,
      invitation,
      async (em, { email, emailKey, name }) => {
        if (await em.findOne(User, { emailKey })) throw new SignInNeeded(); // Meanwhile.
        return this.signIns.ofProven(em, { email, name, passwordHash });
      },
      (em, user) => this.sessions.open(em, user.id),
    );
  }
}
