import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PersonRecord } from '#contracts/identity/accounts.query';
import { ChangeProfile } from '#contracts/identity/managing';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { execute, query } from '#platform/database/sql';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { personRecords } from '../../persistence/person-records.js';
import { genderColumns } from '../../persistence/profile-gender.js';
import { SavedAnswers } from '../../persistence/saved-answers.js';
import { noSuchPerson } from '../../persistence/closed-ids.js';

const columns = {
  address: 'address',
  city: 'city',
  province: 'province',
  postalCode: 'postal_code',
  country: 'country',
  phone: 'phone',
  email: 'email',
  language: 'language',
} as const;
type Field = keyof typeof columns;

/** Changes what one organization holds of a person, its own address for letters among it (ID-17); nobody else sees it (ID-3). */
@CommandHandler(ChangeProfile)
export class ChangeProfileHandler implements ICommandHandler<ChangeProfile> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly answers: SavedAnswers,
    private readonly audit: Audit,
  ) {}

  execute(command: ChangeProfile): Promise<PersonRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.change(em, organization.id, command));
  }

  private async change(em: EntityManager, organizationId: Uuid, { personId, version, ...changes }: ChangeProfile): Promise<PersonRecord> {
    const [seen] = await query<{ version: number }>(em, lock, [organizationId, personId]);
    if (!seen) return noSuchPerson(em, personId);
    if (seen.version !== version) throw new Stale('identity.stale-profile', { version: seen.version });

    const { gender, answers = [] } = changes;
    const given = (Object.keys(columns) as Field[]).filter((field) => changes[field] !== undefined);
    const lines = given.map((field) => [columns[field], tidy(changes[field])]);
    const written = [...lines, ...(gender === undefined ? [] : Object.entries(genderColumns(gender)))];
    if (written.length > 0) {
      const set = written.map(([column], i) => `${column} = $${i + 3}`).join(', ');
      const values = written.map(([, value]) => value);
      await execute(em, `UPDATE profiles SET ${set} WHERE organization_id = $1 AND person_id = $2`, [organizationId, personId, ...values]);
    }
    await this.answers.saveWithProfile(em, organizationId, personId, answers); // Or nothing of it is saved (ID-19).
    if (written.length > 0) {
      const changed = [...given, ...(gender === undefined ? [] : ['gender'])];
      await this.audit.record(em, { organizationId, action: 'identity.profile-changed', subject: personId, facts: { changed } });
    }
    const [record] = await personRecords(em, organizationId, { of: 'people p', where: 'p.id = $2', values: [personId], limit: 1 });
    return record;
  }
}

// Every write of a row gives it another xmin, whoever writes: no column to keep, and imports pay nothing for it.
const lock = `SELECT xmin::text::bigint AS version FROM profiles WHERE organization_id = $1 AND person_id = $2 FOR UPDATE`;

/** Blank is empty. */
const tidy = (value: string | null | undefined): string | null => value?.normalize('NFC').replace(/\s+/gu, ' ').trim() || null;
