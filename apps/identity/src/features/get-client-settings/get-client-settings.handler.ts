import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetClientSettings, type ClientSettingsRecord } from '#contracts/identity/client-settings';
import { Database } from '#platform/database/database';
import { clientSettings } from '../../persistence/client-settings.js';
import { ManagedOrganizations } from '../../persistence/managed-organizations.js';

@QueryHandler(GetClientSettings)
export class GetClientSettingsHandler implements IQueryHandler<GetClientSettings> {
  constructor(
    private readonly database: Database,
    private readonly managed: ManagedOrganizations,
  ) {}

  async execute({ organizationId }: GetClientSettings): Promise<ClientSettingsRecord> {
    await this.managed.get(organizationId, 'settings to read');
    return this.database.transaction((em) => clientSettings(em, organizationId), { organizations: [organizationId] });
  }
}
