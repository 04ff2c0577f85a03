import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { AccountCreated } from '#contracts/identity/account-created.event';
import { SignUp } from '#contracts/identity/activation';
import type { SessionOpened } from '#contracts/identity/sessions.command';
import { todayIn } from '#kernel/dates';
import { newId, type Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { runAs } from '#platform/messaging/context';
import { Outbox } from '#platform/outbox/outbox';
import { CodeRefused } from '../../domain/client.errors.js';
import { SecondFactorNeeded } from '../../domain/second-factor.errors.js';
import { newOwner, type NewOwner } from '../../domain/new-account.js';
import { emailKeyOf } from '../../persistence/access.entity.js';
import { publicOrganization } from '../../persistence/activation-links.js';
import { ClientSignIns, asUser } from '../../persistence/client-sign-ins.js';
import { clientSettings } from '../../persistence/client-settings.js';
import { emailOutcome } from '../../persistence/email-outcomes.js';
import { KeyedHash } from '../../persistence/keyed-hash.js';
import { saveNewClient } from '../../persistence/new-clients.js';
import { hashPassword } from '../../persistence/password-hash.js';
import { Sessions } from '../../persistence/sessions.js';
import { SignInFailures } from '../../persistence/sign-in-failures.js';
import { SignInLog } from '../../persistence/sign-in-log.js';
import { clientToActivate } from '../../persistence/to-activate.js';

const triesAtMost = 5;

/**
 * Somebody becomes a client by himself, with an address the code has proven (ID-15). An account that the organization had made for
 * the address before is activated instead of doubled.
 */
@CommandHandler(SignUp)
export class SignUpHandler implements ICommandHandler<SignUp> {
  constructor(
    private readonly database: Database,
    private readonly failures: SignInFailures,
    private readonly signIns: ClientSignIns,
    private readonly sessions: Sessions,
    private readonly hash: KeyedHash,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly log: SignInLog,
    private readonly clock: Clock,
  ) {}

  async execute(command: SignUp): Promise<SessionOpened & { accountId: Uuid }> {
    const { organizationId, email, address, password } = command;
    await this.failures.countTry(`code ${emailKeyOf(email)}`, address);
    const organization = await this.database.transaction((em) => this.openTo(em, organizationId), { as: 'gatekeeper' });
    if (!organization) throw new CodeRefused();
    const owner = newOwner(command, todayIn(organization.timeZone, this.clock.now()));
    // Spent before anything is made, and wrong tries counted for good.
    const right = await this.database.transaction((em) => this.spend(em, command), { as: 'gatekeeper' });
    if (!right) throw new CodeRefused();
    const passwordHash = await hashPassword(password);
    const scope = { organizations: [organizationId] };
    const { federationId } = organization;
    const caller = { ...asUser({ id: organizationId, name: 'sign-up' }), organizations: [organizationId], federationId };
    const become = (em: EntityManager) => this.become(em, organization, command, owner, passwordHash);
    const { session, accountId } = await runAs(caller, () => this.database.transaction(become, scope));
    if (!session) throw new SecondFactorNeeded(); // Signed up all the same: they sign in with the password they chose.
    return { ...session, accountId };
  }

  private async openTo(em: EntityManager, organizationId: Uuid): Promise<ActingOrganization | undefined> {
    const { selfSignUp } = await clientSettings(em, organizationId);
    return selfSignUp ? publicOrganization(em, organizationId) : undefined;
  }

  private async spend(em: EntityManager, { organizationId, email, code }: SignUp): Promise<boolean> {
    const emailKey = emailKeyOf(email);
    const [kept] = await query<{ hash: string; tries: number; expiresAt: Date }>(em, countTry, [organizationId, emailKey]);
    const right = kept?.hash === this.hash.of('sign-up', organizationId, emailKey, code);
    if (!kept || kept.tries > triesAtMost || kept.expiresAt <= this.clock.now() || !right) return false;
    await execute(em, `DELETE FROM sign_up_codes WHERE organization_id = $1 AND email_key = $2`, [organizationId, emailKey]);
    return true;
  }

  private async become(
    em: EntityManager,
    organization: ActingOrganization,
    command: SignUp,
    owner: NewOwner,
    passwordHash: string,
  ): Promise<{ session: SessionOpened | undefined; accountId: Uuid }> {
    const { id: organizationId } = organization;
    const email = command.email.trim();
    const name = `${owner.firstName} ${owner.lastName}`;
    const { accountId, personId, clientId } = await this.account(em, organization, owner, email);
    const { user, session, logged } = await this.database.as(em, 'gatekeeper', async () => {
      const user = await this.signIns.ofProven(em, { email, name, passwordHash });
      await execute(em, voidLinks, [accountId, personId, this.clock.now()]);
      await this.signIns.give(em, user, accountId, personId);
      const session = await this.sessions.openByLetter(em, user.id);
      return { user, session, logged: await this.log.read(em, user.id) };
    });
    const { federationId } = organization;
    await runAs({ ...asUser(user), organizations: [organizationId], federationId }, async () => {
      if (clientId) await this.outbox.add(em, AccountCreated, { organizationId, accountId, clientId, how: 'signed-up' });
      const action = clientId ? 'identity.account-created' : 'identity.account-activated';
      await this.audit.record(em, { organizationId, action, subject: accountId, facts: { person: personId, bySignUp: true } });
    });
    await this.log.recordLetter(em, logged, 'sign-up', session);
    return { session, accountId };
  }

  /** The one made for the address before, if nobody signs in to it yet; else a new one, whose client's id is given too. */
  private async account(
    em: EntityManager,
    organization: ActingOrganization,
    owner: NewOwner,
    email: string,
  ): Promise<{ accountId: Uuid; personId: Uuid; clientId?: Uuid }> {
    const found = await this.database.as(em, 'introducer', () => emailOutcome(em, organization.id, emailKeyOf(email)));
    const mine = found.outcome === 'mine' ? await clientToActivate(em, organization.id, found.accountId) : undefined;
    if (mine?.personId && !mine.active) return { accountId: mine.accountId, personId: mine.personId };

    const [accountId, personId] = [newId(), newId()];
    const clientId = await saveNewClient(em, organization, { accountId, personId, owner, email, gender: null, language: null });
    return { accountId, personId, clientId };
  }
}

const countTry = `UPDATE sign_up_codes SET tries = tries + 1 WHERE organization_id = $1 AND email_key = $2
  RETURNING code_hash AS hash, tries, expires_at AS "expiresAt"`;

const voidLinks = `UPDATE activations SET voided_at = $3
  WHERE account_id = $1 AND person_id = $2 AND used_at IS NULL AND voided_at IS NULL`;
