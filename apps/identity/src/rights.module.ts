import { Module } from '@nestjs/common';
import { ChangeFederationRightsController } from './features/change-federation-rights/change-federation-rights.controller.js';
import { ChangeFederationRightsHandler } from './features/change-federation-rights/change-federation-rights.handler.js';
import { ChangePermissionGroupController } from './features/change-permission-group/change-permission-group.controller.js';
import { ChangePermissionGroupHandler } from './features/change-permission-group/change-permission-group.handler.js';
import { ChangeUserController } from './features/change-user/change-user.controller.js';
import { ChangeUserHandler } from './features/change-user/change-user.handler.js';
import { CreatePermissionGroupController } from './features/create-permission-group/create-permission-group.controller.js';
import { CreatePermissionGroupHandler } from './features/create-permission-group/create-permission-group.handler.js';
import { DeletePermissionGroupController } from './features/delete-permission-group/delete-permission-group.controller.js';
import { DeletePermissionGroupHandler } from './features/delete-permission-group/delete-permission-group.handler.js';
import { DisableUserController } from './features/disable-user/disable-user.controller.js';
import { DisableUserHandler } from './features/disable-user/disable-user.handler.js';
import { EnableUserController } from './features/enable-user/enable-user.controller.js';
import { EnableUserHandler } from './features/enable-user/enable-user.handler.js';
import { GetFederationRightsController } from './features/get-federation-rights/get-federation-rights.controller.js';
import { GetFederationRightsHandler } from './features/get-federation-rights/get-federation-rights.handler.js';
import { GetPermissionGroupController } from './features/get-permission-group/get-permission-group.controller.js';
import { GetPermissionGroupHandler } from './features/get-permission-group/get-permission-group.handler.js';
import { GetUserController } from './features/get-user/get-user.controller.js';
import { GetUserHandler } from './features/get-user/get-user.handler.js';
import { ListPermissionGroupsController } from './features/list-permission-groups/list-permission-groups.controller.js';
import { ListPermissionGroupsHandler } from './features/list-permission-groups/list-permission-groups.handler.js';
import { KeyUses } from './persistence/key-uses.js';
import { ManagedOrganizations } from './persistence/managed-organizations.js';
import { Owners } from './persistence/owners.js';
import { PermissionGroups } from './persistence/permission-groups.js';
import { Staff } from './persistence/staff.js';

/** Who of an organization may do what (ID-28). */
@Module({
  controllers: [
    GetUserController,
    ChangeUserController,
    DisableUserController,
    EnableUserController,
    CreatePermissionGroupController,
    ChangePermissionGroupController,
    DeletePermissionGroupController,
    GetPermissionGroupController,
    ListPermissionGroupsController,
    GetFederationRightsController,
    ChangeFederationRightsController,
  ],
  providers: [
    KeyUses,
    ManagedOrganizations,
    Owners,
    PermissionGroups,
    Staff,
    GetUserHandler,
    ChangeUserHandler,
    DisableUserHandler,
    EnableUserHandler,
    CreatePermissionGroupHandler,
    ChangePermissionGroupHandler,
    DeletePermissionGroupHandler,
    GetPermissionGroupHandler,
    ListPermissionGroupsHandler,
    GetFederationRightsHandler,
    ChangeFederationRightsHandler,
  ],
  exports: [KeyUses, Owners, Staff],
})
export class RightsModule {}
