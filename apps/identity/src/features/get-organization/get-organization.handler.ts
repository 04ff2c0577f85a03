import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOrganization, type OrganizationRecord } from '#contracts/identity/organizations';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { currentCaller } from '#platform/messaging/context';
import { isOperator } from '../../domain/rights.js';
import { Organization } from '../../persistence/organization.entity.js';

/** One's own organization, its federation, a federation's clubs; any for an operator, and for a service keeping copies. */
@QueryHandler(GetOrganization)
export class GetOrganizationHandler implements IQueryHandler<GetOrganization> {
  constructor(private readonly database: Database) {}

  async execute({ organizationId: id }: GetOrganization): Promise<OrganizationRecord> {
    const caller = currentCaller();
    const seesAll = isOperator(caller) || caller.kind === 'service';
    const organization = await this.database.transaction((em) => em.findOne(Organization, { id }), seesAll ? { as: 'registrar' } : {});
    if (!organization) throw new Missing('identity.no-such-organization');
    return organization.record();
  }
}
