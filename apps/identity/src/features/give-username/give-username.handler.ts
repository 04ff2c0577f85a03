import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { GiveUsername, type UsernameRecord } from '#contracts/identity/corporate-accounts';
import { newId, type Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Letters } from '#platform/mail/letters';
import { currentCaller } from '#platform/messaging/context';
import { actingAdministrator } from '../../access.js';
import { NotCorporate, UsernameGiven, UsernameUnknown } from '../../domain/corporate.errors.js';
import { accessLetter } from '../../letters/access-letter.js';
import { User, emailKeyOf } from '../../persistence/access.entity.js';
import { Activations, languageOf } from '../../persistence/activations.js';
import { corporateAccount, type CorporateAccount } from '../../persistence/corporate-accounts.js';
import { getUsername, linkUsername, usernames } from '../../persistence/corporate-usernames.js';
import { clientToManage } from '../../persistence/managed-clients.js';

/** Access to a corporate account (ID-7): asked for by a letter, or linked at once to a sign-in that the organization knows. */
@CommandHandler(GiveUsername)
export class GiveUsernameHandler implements ICommandHandler<GiveUsername> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly activations: Activations,
    private readonly letters: Letters,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: GiveUsername): Promise<UsernameRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.give(em, organization, command));
  }

  private async give(em: EntityManager, organization: ActingOrganization, command: GiveUsername): Promise<UsernameRecord> {
    const { accountId, how } = command;
    const { id: organizationId } = organization;
    if (!(await clientToManage(em, organizationId, accountId))) throw new Missing('identity.no-such-account');
    const account = await corporateAccount(em, organizationId, accountId);
    if (!account) throw new NotCorporate();
    const id = await this.entry(em, organizationId, command);
    if (how === 'activation') await this.ask(em, organization, account, id, command);
    else await this.link(em, organization, account, id, command);
    await this.audit.record(em, { organizationId, action: 'identity.username-given', subject: accountId, facts: { username: id, how } });
    return getUsername(em, organizationId, id);
  }

  /** A new one, or the one that waits for the same address already. */
  private async entry(em: EntityManager, organizationId: Uuid, command: GiveUsername): Promise<Uuid> {
    const { usernameId, accountId, name, email, how } = command;
    const username = emailKeyOf(email);
    const same = { where: 'account_id = $2 AND username = $3 AND withdrawn_at IS NULL', values: [accountId, username] };
    const [known] = await usernames(em, organizationId, same);
    if (known?.state === 'active') throw new UsernameGiven();
    if (known) await execute(em, `UPDATE corporate_usernames SET how = $2 WHERE id = $1`, [known.id, how]);
    if (known) return known.id;
    const { kind, id } = currentCaller();
    const values = [usernameId, organizationId, accountId, name.trim(), username, how, `${kind}:${id}`, this.clock.now()];
    await execute(em, insert, values);
    return usernameId;
  }

  private async ask(em: EntityManager, organization: ActingOrganization, { language }: CorporateAccount, id: Uuid, command: GiveUsername) {
    const { accountId, name, email } = command;
    await execute(em, voidEarlier, [id, this.clock.now()]);
    const asked = { accountId, personId: null, firstName: name.trim(), lastName: '', email: email.trim(), language };
    const [activationId] = await this.activations.request(em, organization, [asked]);
    await execute(em, `UPDATE corporate_usernames SET activation_id = $2 WHERE id = $1`, [id, activationId]);
  }

  /** Only of sign-ins it knows: about others it learns nothing, not even that they are there. */
  private async link(em: EntityManager, organization: ActingOrganization, account: CorporateAccount, id: Uuid, command: GiveUsername) {
    const emailKey = emailKeyOf(command.email);
    await execute(em, voidEarlier, [id, this.clock.now()]);
    const isKnown = (await query(em, known, [organization.id, emailKey])).length > 0;
    await this.database.as(em, 'gatekeeper', async () => {
      const user = isKnown ? await em.findOne(User, { emailKey }) : null;
      if (!user) throw new UsernameUnknown();
      await linkUsername(em, id, command.accountId, user, this.clock.now());
    });
    await this.letters.add(em, {
      id: newId(),
      organizationId: organization.id,
      kind: 'access-given',
      about: command.accountId,
      to: command.email.trim(),
      from: organization.name,
      content: accessLetter(account.language ?? languageOf(organization), {
        organizationName: organization.name,
        accountName: account.name,
        name: command.name.trim(),
      }),
    });
  }
}

const insert = `INSERT INTO corporate_usernames (id, organization_id, account_id, name, username, how, given_by, given_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

const voidEarlier = `UPDATE activations r SET voided_at = $2 FROM corporate_usernames u
  WHERE u.id = $1 AND r.id = u.activation_id AND r.used_at IS NULL AND r.voided_at IS NULL`;

/** A user of the organization who is not disabled, or whoever signs in to an account of its clients. */
const known = `SELECT FROM grants g WHERE g.organization_id = $1 AND lower(normalize(g.email, NFKC)) = $2 AND g.disabled_at IS NULL
  UNION ALL SELECT FROM account_sign_ins s JOIN clients c ON c.account_id = s.account_id
    WHERE c.organization_id = $1 AND c.archived_at IS NULL AND s.username = $2`;
