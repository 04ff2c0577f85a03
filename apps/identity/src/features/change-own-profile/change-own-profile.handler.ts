import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChangeOwnProfile, type OwnClient, type OwnMember } from '#contracts/identity/own-clients';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { signedInUser } from '../../access.js';
import { tidy } from '../../domain/new-account.js';
import { ownClient, ownClientRecord } from '../../persistence/own-clients.js';
import { genderColumns } from '../../persistence/profile-gender.js';

const columns = {
  address: 'address',
  city: 'city',
  province: 'province',
  postalCode: 'postal_code',
  country: 'country',
  phone: 'phone',
  language: 'language',
} as const;
type Field = keyof typeof columns;

/** A client completes what an organization holds of somebody of their account (ID-1); nobody else sees it (ID-3). */
@CommandHandler(ChangeOwnProfile)
export class ChangeOwnProfileHandler implements ICommandHandler<ChangeOwnProfile> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  async execute(command: ChangeOwnProfile): Promise<OwnMember> {
    const userId = signedInUser();
    const client = await this.database.transaction((em) => ownClient(em, userId, command.clientId), { as: 'introducer' });
    if (!client) throw new Missing('identity.no-such-client');
    const scope = { organizations: [client.organization.id] };
    return this.idempotency.once(command, (em) => this.change(em, client, command), scope);
  }

  private async change(em: EntityManager, client: OwnClient, { personId, version, ...changes }: ChangeOwnProfile): Promise<OwnMember> {
    await this.member(em, client, personId); // Whoever is none of the caller's own has no profile to change.
    const organizationId = client.organization.id;
    const [seen] = await query<{ version: number }>(em, lock, [organizationId, personId]);
    if (!seen) throw new Missing('identity.no-such-person');
    if (seen.version !== version) throw new Stale('identity.stale-profile', { version: seen.version });

    const { gender } = changes;
    const given = (Object.keys(columns) as Field[]).filter((field) => changes[field] !== undefined);
    const lines = given.map((field) => [columns[field], tidy(changes[field] ?? '') || null]); // Blank is empty.
    const written = [...lines, ...(gender === undefined ? [] : Object.entries(genderColumns(gender)))];
    if (written.length > 0) {
      const set = written.map(([column], i) => `${column} = $${i + 3}`).join(', ');
      const values = written.map(([, value]) => value);
      await execute(em, `UPDATE profiles SET ${set} WHERE organization_id = $1 AND person_id = $2`, [organizationId, personId, ...values]);
      const facts = { changed: [...given, ...(gender === undefined ? [] : ['gender'])], by: 'client' };
      await this.audit.record(em, { organizationId, action: 'identity.profile-changed', subject: personId, facts });
    }
    return this.member(em, client, personId);
  }

  /** Somebody of the account, as far as the caller sees it. */
  private async member(em: EntityManager, client: OwnClient, personId: string): Promise<OwnMember> {
    const { members } = await this.database.as(em, 'introducer', () => ownClientRecord(em, client));
    const found = members.find((member) => member.personId === personId);
    if (!found) throw new Missing('identity.no-such-person');
    return found;
  }
}

// Every write of a row gives it another xmin, whoever writes.
const lock = `SELECT xmin::text::bigint AS version FROM profiles WHERE organization_id = $1 AND person_id = $2 FOR UPDATE`;
