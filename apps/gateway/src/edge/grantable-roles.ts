import { roles } from '#kernel/roles';

/** Operators are made when an installation is, not through it. */
export const grantableRoles = roles.filter((role) => role !== 'operator');
