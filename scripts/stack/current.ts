import { stateDirectory } from '#local/state-directory';
import { Installation } from './installation.js';
import { type DatabaseName, keepSecrets } from './secrets.js';
import { databaseUrl } from './service-environment.js';

/** The installation of `npm start`. */
export const startDirectory = (): string => stateDirectory('start');

/** The databases of the installation that runs, as superuser; says so and ends when none does. */
export function runningDatabases(): (name: DatabaseName) => string {
  const server = process.env.DATABASE_URL ?? ownServer(new Installation(startDirectory()));
  if (server) return (name) => databaseUrl(server, name);
  console.error('Tessera does not run here: `npm start` first, or set DATABASE_URL.');
  return process.exit(1);
}

function ownServer(installation: Installation): string | undefined {
  const port = installation.lastPorts.postgres;
  if (!installation.isRunning() || port === undefined) return undefined;
  return `postgres://postgres:${keepSecrets(installation.secretsFile).postgres}@127.0.0.1:${port}/postgres`;
}
