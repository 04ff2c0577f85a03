import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetNetworkSearch, type NetworkSearchRecord } from '#contracts/identity/search-people';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { ManagedOrganizations } from '../../persistence/managed-organizations.js';
import { networkSearchOf } from '../../persistence/network-searchers.js';

/** For the organization it is about, and for its federation. */
@QueryHandler(GetNetworkSearch)
export class GetNetworkSearchHandler implements IQueryHandler<GetNetworkSearch> {
  constructor(
    private readonly database: Database,
    private readonly managed: ManagedOrganizations,
  ) {}

  async execute({ organizationId }: GetNetworkSearch): Promise<NetworkSearchRecord> {
    actingAdministrator();
    const { kind } = await this.managed.get(organizationId, 'settings to read');
    if (kind !== 'club') return { organizationId, allowed: true, version: 0 }; // Its own list is its network.
    return this.database.transaction((em) => networkSearchOf(em, organizationId), { organizations: [organizationId] });
  }
}
