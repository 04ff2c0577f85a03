import { Injectable } from '@nestjs/common';
import type { OrganizationRecord } from '#contracts/identity/organizations';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { Forbidden } from '#platform/errors/forbidden';
import { Missing } from '#platform/errors/missing';
import { currentCaller } from '#platform/messaging/context';
import { asAdministrator } from '../access.js';
import { mayManage, type Managed } from '../domain/rights.js';
import { Organization } from './organization.entity.js';

/** Organizations the caller manages: their settings, and who has access. */
@Injectable()
export class ManagedOrganizations {
  constructor(private readonly database: Database) {}

  /** The organization, when the caller manages this of it. One that it does not see is missing, one it only sees is forbidden. */
  async get(id: Uuid, what: Managed): Promise<OrganizationRecord> {
    const found = await this.database.transaction((em) => em.findOne(Organization, { id }), asAdministrator());
    if (!found) throw new Missing('identity.no-such-organization');
    const organization = found.record();
    if (!mayManage(currentCaller(), organization, what)) throw new Forbidden();
    return organization;
  }
}
