// Roles, databases and extensions on the server ADMIN_DATABASE_URL names: a step before the migrations.
import { type RolePasswords, provision } from '#platform/database/provision';
import { databaseServices } from './definitions.js';

const { ADMIN_DATABASE_URL, DATABASE_PASSWORDS } = process.env;
if (!ADMIN_DATABASE_URL || !DATABASE_PASSWORDS) {
  throw new Error('ADMIN_DATABASE_URL (a role that may make roles and databases) and DATABASE_PASSWORDS (JSON by service) are needed');
}
await provision(ADMIN_DATABASE_URL, databaseServices, JSON.parse(DATABASE_PASSWORDS) as RolePasswords);
