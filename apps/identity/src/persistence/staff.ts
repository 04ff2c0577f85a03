import { Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { UserRecord } from '#contracts/identity/access';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { asAdministrator } from '../access.js';
import { Grant } from './access.entity.js';
import { ManagedOrganizations } from './managed-organizations.js';
import { PermissionGroups } from './permission-groups.js';

/** Users of organizations the caller manages, each as the organization knows them. */
@Injectable()
export class Staff {
  constructor(
    private readonly database: Database,
    private readonly managed: ManagedOrganizations,
    private readonly groups: PermissionGroups,
  ) {}

  /** The organization of a user, when the caller manages who has access to it. */
  async organizationOf(userId: Uuid): Promise<Uuid> {
    const found = await this.database.transaction((em) => em.findOne(Grant, { id: userId }), asAdministrator());
    if (!found) throw new Missing('identity.no-such-user');
    await this.managed.get(found.organizationId, 'access');
    return found.organizationId;
  }

  getForUpdate(em: EntityManager, userId: Uuid): Promise<Grant> {
    return em.findOneOrFail(Grant, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  async records(em: EntityManager, grants: readonly Grant[]): Promise<UserRecord[]> {
    const groups = await this.groups.of(
      em,
      grants.map(({ id }) => id),
    );
    return grants.map((grant) => grant.record(groups.get(grant.id)));
  }

  async record(em: EntityManager, grant: Grant): Promise<UserRecord> {
    const [record] = await this.records(em, [grant]);
    return record;
  }
}
