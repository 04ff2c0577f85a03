import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { FindOwners, type OwnerFound, type OwnerToFind } from '#contracts/identity/find-owners.query';
import { ageOn, todayIn, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { lookUpByIndex } from '#platform/database/plans';
import { query } from '#platform/database/sql';
import { importingClub, type ImportingClub } from '../../access.js';
import { fullNameKey, nameKey } from '../../domain/comparable.js';
import { isSameOwner } from '../../domain/same-owner.js';
import { Organization } from '../../persistence/organization.entity.js';

interface KnownOwner {
  key: number;
  personId: Uuid;
  accountId: Uuid;
  birthDate: LocalDate | null;
  email: string | null;
  address: string | null;
}

const adultAge = 18; // ID-1

/** Owners of the club's own clients by name, then e-mail or address; a file may hang further children on their accounts (IMP-12). */
@QueryHandler(FindOwners)
export class FindOwnersHandler implements IQueryHandler<FindOwners> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ owners }: FindOwners): Promise<{ found: OwnerFound[] }> {
    const club = importingClub();
    return this.database.transaction(async (em) => {
      const { timeZone } = await em.findOneOrFail(Organization, { id: club.organizationId });
      const today = todayIn(timeZone, this.clock.now());
      const known = Map.groupBy(await namesakes(em, club, owners), ({ key }) => key);
      const found = owners.flatMap((owner) => {
        const same = known.get(owner.key)?.find((candidate) => isSameOwner(owner, candidate));
        return same ? [ownerFound(same, today)] : [];
      });
      return { found };
    });
  }
}

/** Without a birth date an owner counts as an adult (ID-4). */
function ownerFound({ key, personId, accountId, birthDate }: KnownOwner, today: LocalDate): OwnerFound {
  return { key, personId, accountId, birthDate, underage: birthDate !== null && ageOn(birthDate, today) < adultAge };
}

/** The club's client owners of these names, oldest account first. */
async function namesakes(em: EntityManager, { organizationId }: ImportingClub, owners: readonly OwnerToFind[]): Promise<KnownOwner[]> {
  const ownerKeys = owners.map(({ firstName, lastName }) => fullNameKey({ firstKey: nameKey(firstName), lastKey: nameKey(lastName) }));
  await lookUpByIndex(em);
  return query<KnownOwner>(em, ownersByName, [owners.map(({ key }) => key), ownerKeys, organizationId]);
}

// From each name to the clients of that name, and only then to who they are (OFFSET keeps the planner from other ways): right after
// a large import the statistics still know of no clients, and reading all of them for every name takes a minute for milliseconds.
const ownersByName = `
  SELECT asked.key, known.*
  FROM unnest($1::int[], $2::text[]) AS asked (key, owner_key)
    CROSS JOIN LATERAL (
      SELECT p.id AS "personId", a.id AS "accountId", p.birth_date AS "birthDate", held.email,
        nullif(concat_ws(' ', held.address, held.city, held.postal_code), '') AS address, a.created_at
      FROM (
          SELECT account_id FROM clients
          WHERE organization_id = $3 AND owner_key = asked.owner_key AND archived_at IS NULL
          OFFSET 0) AS c
        JOIN accounts a ON a.id = c.account_id AND a.archived_at IS NULL
        JOIN people p ON p.id = a.owner_person_id
        JOIN profiles held ON held.organization_id = $3 AND held.person_id = p.id
      OFFSET 0) AS known
  ORDER BY known.created_at, known."accountId"`;
