import type { ServiceName } from '#contracts/caller';

/**
 * The roles of a service's database: `owner` owns the tables and runs migrations, `service` is what the app signs in as,
 * and the narrow ones are entered for one transaction (`SET LOCAL ROLE`).
 */
export function roleName(service: ServiceName, role: string): string {
  if (!/^[a-z][a-z_]*$/.test(role)) throw new Error(`not a role: ${role}`);
  return `${service}_${role}`;
}

/** Every service has these: the relay reads the outbox, the sweeper the sagas of every organization. */
export const platformRoles = ['relay', 'sweeper'] as const;
