import type { RequestClass } from '../message.js';
import {
  ChangePermissionGroup,
  CreatePermissionGroup,
  DeletePermissionGroup,
  GetPermissionGroup,
  ListPermissionGroups,
} from './permission-groups.js';
import { ChangeFederationRights, ChangeUser, DisableUser, EnableUser, GetFederationRights, GetUser } from './staff.js';

/** Who of an organization may do what. */
export const rightsRequests: readonly RequestClass[] = [
  GetUser,
  ChangeUser,
  DisableUser,
  EnableUser,
  CreatePermissionGroup,
  ChangePermissionGroup,
  DeletePermissionGroup,
  GetPermissionGroup,
  ListPermissionGroups,
  GetFederationRights,
  ChangeFederationRights,
];
