import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { AccountCreated } from '#contracts/identity/account-created.event';
import { InviteOwner, type InvitationRecord } from '#contracts/identity/invitations';
import { todayIn } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { AlreadyClient } from '../../domain/client.errors.js';
import { NotKnownElsewhere } from '../../domain/invitation.errors.js';
import { newOwner, type NewOwner } from '../../domain/new-account.js';
import { emailKeyOf } from '../../persistence/access.entity.js';
import { accountElsewhere, emailOutcome } from '../../persistence/email-outcomes.js';
import { Invitations } from '../../persistence/invitations.js';
import { saveNewClient } from '../../persistence/new-clients.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { ownerOf } from '../../persistence/shared-accounts.js';

/**
 * Invites somebody who is known elsewhere (ID-9). Their entry is in the list at once. In one's own network it is the account that
 * is there; from another network nothing is carried over but the sign-in: the entry is as the inviter tells it. The answer is the same.
 */
@CommandHandler(InviteOwner)
export class InviteOwnerHandler implements ICommandHandler<InviteOwner> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly invitations: Invitations,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: InviteOwner): Promise<InvitationRecord> {
    const { organization } = actingAdministrator();
    const told = newOwner(command, todayIn(organization.timeZone, this.clock.now()));
    return this.idempotency.once(command, (em) => this.invite(em, organization, command, told));
  }

  private async invite(
    em: EntityManager,
    organization: ActingOrganization,
    { invitationId: id, email, language }: InviteOwner,
    told: NewOwner,
  ): Promise<InvitationRecord> {
    const emailKey = emailKeyOf(email);
    const organizationId = organization.id;
    await onceAtATime(em, `new client ${organizationId} ${emailKey}`);
    const found = await this.database.as(em, 'introducer', () => emailOutcome(em, organizationId, emailKey));
    if (found.outcome === 'mine') throw new AlreadyClient({ accountId: found.accountId });
    if (found.outcome !== 'elsewhere') throw new NotKnownElsewhere();

    const { accountId, personId, clientId } = await this.entry(em, organization, { id, email: email.trim(), emailKey }, told);
    const record = await this.invitations.send(em, organization, {
      id,
      accountId,
      personId,
      email: email.trim(),
      language: language ?? null,
    });
    await this.outbox.add(em, AccountCreated, { organizationId, accountId, clientId, how: 'invited' });
    await this.audit.record(em, { organizationId, action: 'identity.owner-invited', subject: accountId, facts: { invitation: id } });
    return record;
  }

  private async entry(
    em: EntityManager,
    organization: ActingOrganization,
    { id, email, emailKey }: { id: Uuid; email: string; emailKey: string },
    told: NewOwner,
  ): Promise<{ accountId: Uuid; personId: Uuid; clientId: Uuid }> {
    const networkId = organization.federationId ?? organization.id;
    const known = await this.database.as(em, 'introducer', async () => {
      const account = await accountElsewhere(em, organization.id, networkId, emailKey);
      const owner = account?.ownNetwork ? await ownerOf(em, account.accountId) : undefined;
      return account && owner && { ...owner, accountId: account.accountId };
    });
    if (known) return { ...known, clientId: await this.join(em, organization.id, { ...known, email }) };

    const [accountId, personId] = [derivedId('invited account', id), derivedId('invited owner', id)];
    const clientId = await saveNewClient(em, organization, { accountId, personId, owner: told, email, gender: null, language: null });
    await execute(em, `UPDATE clients SET consent = 'waiting' WHERE id = $1`, [clientId]);
    return { accountId, personId, clientId };
  }

  /** A client of an account that is there, with a profile of its owner and of nobody else. */
  private async join(
    em: EntityManager,
    organizationId: Uuid,
    { accountId, personId, ownerKey, email }: { accountId: Uuid; personId: Uuid; ownerKey: string; email: string },
  ): Promise<Uuid> {
    const clientId = derivedId('client', organizationId, accountId);
    await query(em, `SELECT claim_known($1::uuid[], $2::uuid[])`, [[personId], [accountId]]);
    await execute(em, becomeClient, [clientId, organizationId, accountId, ownerKey]);
    await execute(em, knowOwner, [organizationId, personId, email]);
    return clientId;
  }
}

// One that was archived here is a client again, and is asked again.
const becomeClient = `INSERT INTO clients (id, organization_id, account_id, owner_key, consent) VALUES ($1, $2, $3, $4, 'waiting')
  ON CONFLICT (organization_id, account_id) DO UPDATE SET archived_at = NULL, consent = 'waiting', owner_key = excluded.owner_key`;

const knowOwner = `INSERT INTO profiles (organization_id, person_id, email) VALUES ($1, $2, $3)
  ON CONFLICT (organization_id, person_id) DO UPDATE SET archived_at = NULL, email = excluded.email`;
