import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { JoinFamily } from '#contracts/identity/family-logins';
import { signedInUser } from '../../access.js';
import { SignInNeeded } from '../../domain/family-login.errors.js';
import { JoinedFamily } from '../../persistence/joined-family.js';

/** An existing sign-in joins the account of a family (ID-21): it keeps its password, its other accounts and what is paid there. */
@CommandHandler(JoinFamily)
export class JoinFamilyHandler implements ICommandHandler<JoinFamily> {
  constructor(private readonly joined: JoinedFamily) {}

  async execute({ token }: JoinFamily): Promise<{ accountId: string }> {
    const userId = signedInUser();
    const { invitation, known } = await this.joined.find(token);
    if (known?.id !== userId) throw new SignInNeeded(); // Whoever forwards a link gives nobody else's account away.
    return this.joined.join(
      token,
      invitation,
      () => Promise.resolve(known),
      () => Promise.resolve({ accountId: invitation.accountId }),
    );
  }
}
