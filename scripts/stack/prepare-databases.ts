import { type Secrets, databaseNames } from './secrets.js';
import { migrationEnvironment, serviceDatabaseUrl } from './service-environment.js';
import { runStep } from './step.js';

/** Roles, databases, tables and the operator's key, each as a step of its own. All of it may run again. */
export async function prepareDatabases(secrets: Secrets, adminUrl: string, signal?: AbortSignal): Promise<void> {
  await runStep('scripts/provision', { ADMIN_DATABASE_URL: adminUrl, DATABASE_PASSWORDS: JSON.stringify(secrets.databases) }, signal);
  const migrations = databaseNames.map((name) =>
    runStep(`apps/${name}/src/migrate`, migrationEnvironment(name, secrets, adminUrl), signal),
  );
  await Promise.all(migrations);
  const operator = { DATABASE_URL: serviceDatabaseUrl('identity', secrets, adminUrl), OPERATOR_API_KEY: secrets.operatorApiKey };
  await runStep('scripts/seed-operator', operator, signal);
}
