import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InviteFamilyMember, type FamilyLoginRecord } from '#contracts/identity/family-logins';
import { todayIn } from '#kernel/dates';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { signedInUser } from '../../access.js';
import { checkOldEnough } from '../../domain/family-login.js';
import { languageOf } from '../../persistence/activations.js';
import { familyMember } from '../../persistence/family-accounts.js';
import { FamilyLogins } from '../../persistence/family-logins.js';

/** The owner of an account invites a member to sign in to it (ID-21): old enough on the day it is where the account was made. */
@CommandHandler(InviteFamilyMember)
export class InviteFamilyMemberHandler implements ICommandHandler<InviteFamilyMember> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly logins: FamilyLogins,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: InviteFamilyMember): Promise<FamilyLoginRecord> {
    const userId = signedInUser();
    const { accountId, personId, email, language } = command;
    const member = await this.database.transaction((em) => familyMember(em, userId, accountId, personId), { as: 'introducer' });
    if (!member) throw new Missing('identity.no-such-person');
    checkOldEnough(member.birthDate, todayIn(member.timeZone, this.clock.now()));
    const by = { userId, ownerName: member.ownerName };
    const to = { email: email.trim(), language: language ?? languageOf(member) };
    return this.idempotency.once(
      command,
      async (em) => {
        const record = await this.database.as(em, 'gatekeeper', () => this.logins.invite(em, by, member, to));
        const facts = { account: accountId };
        await this.audit.record(em, { organizationId: userId, action: 'identity.family-login-invited', subject: personId, facts });
        return record;
      },
      { organizations: [userId] }, // A chain of their own: no organization is told who signs in.
    );
  }
}
