import { type Secrets, databaseNames } from './secrets.js';
import { migrationEnvironment } from './service-environment.js';
import { runStep } from './step.js';

/** Roles, databases, tables and the operator's key, each as a step of its own. All of it may run again. */
export async function prepareDatabases(secrets: Secrets, adminUrl: string, signal?: AbortSignal): Promise<void> {
  await runStep('scripts/provision', { ADMIN_DATABASE_URL: adminUrl, DATABASE_PASSWORDS: JSON.stringify(secrets.databases) }, signal);
  const environment = (name: (typeof databaseNames)[number]) => migrationEnvironment(name, secrets, adminUrl);
  await Promise.all(databaseNames.map((name) => runStep(`apps/${name}/src/migrate`, environment(name), signal)));
  await runStep('apps/identity/src/seed-operator', { ...environment('identity'), OPERATOR_API_KEY: secrets.operatorApiKey }, signal);
}
