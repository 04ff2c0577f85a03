import type { ServiceName } from '#contracts/caller';
import { auditTables } from '../audit/audit-tables.js';
import { idempotencyTable } from '../idempotency/idempotency-table.js';
import { messagingTables } from '../outbox/messaging-tables.js';

/**
 * The statements of a service's first migration: who is asking, and the tables the platform keeps in every service's
 * database. `narrowRoles` are those of the service that write too: they may announce and record what they do.
 */
export function platformTables(service: ServiceName, narrowRoles: readonly string[] = []): string[] {
  const writers = [`${service}_service`, ...narrowRoles.map((role) => `${service}_${role}`)].join(', ');
  return [...callerFunctions, ...messagingTables(service, writers), ...idempotencyTable(service), ...auditTables(writers)];
}

/**
 * What `Database.transaction` has set for the transaction, for the policies. Nothing set: no organization, no row.
 * In a policy write `column = ANY ((SELECT app_organizations())::uuid[])`, so that it is evaluated once a statement.
 */
const callerFunctions = [
  `CREATE FUNCTION app_organizations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
     SELECT coalesce(string_to_array(nullif(current_setting('app.organizations', true), ''), ',')::uuid[], '{}') $$`,
  `CREATE FUNCTION app_federation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
     SELECT nullif(current_setting('app.federation', true), '')::uuid $$`,
  `CREATE FUNCTION app_caller() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
     SELECT nullif(current_setting('app.caller', true), '') $$`,
];
