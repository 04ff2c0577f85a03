import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetPermissionGroup, type PermissionGroupRecord } from '#contracts/identity/permission-groups';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { PermissionGroups } from '../../persistence/permission-groups.js';

@QueryHandler(GetPermissionGroup)
export class GetPermissionGroupHandler implements IQueryHandler<GetPermissionGroup> {
  constructor(
    private readonly database: Database,
    private readonly groups: PermissionGroups,
  ) {}

  execute({ permissionGroupId }: GetPermissionGroup): Promise<PermissionGroupRecord> {
    const { organization } = actingAdministrator();
    return this.database.transaction((em) => this.groups.get(em, organization.id, permissionGroupId));
  }
}
