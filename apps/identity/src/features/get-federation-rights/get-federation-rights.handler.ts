import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetFederationRights, type FederationRightsRecord } from '#contracts/identity/staff';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { NotInANetwork } from '../../domain/rights.errors.js';
import { federationRightsOf } from '../../persistence/federation-rights.js';

@QueryHandler(GetFederationRights)
export class GetFederationRightsHandler implements IQueryHandler<GetFederationRights> {
  constructor(private readonly database: Database) {}

  execute(): Promise<FederationRightsRecord> {
    const { organization } = actingAdministrator();
    if (organization.kind !== 'club') throw new NotInANetwork();
    return this.database.transaction((em) => federationRightsOf(em, organization.id));
  }
}
