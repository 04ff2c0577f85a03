import { stateDirectory } from '#local/state-directory';
import { Installation } from './installation.js';
import { type DatabaseName, keepSecrets } from './secrets.js';
import { databaseUrl } from './service-environment.js';

/** The installation of `npm start`. */
export const startDirectory = (): string => stateDirectory('start');

/** The databases of an installation that runs, as superuser. */
export function runningDatabases(directory: string = startDirectory()): (name: DatabaseName) => string {
  const server = process.env.DATABASE_URL ?? ownServer(new Installation(directory));
  return (name) => databaseUrl(server, name);
}

function ownServer(installation: Installation): string {
  const port = installation.lastPorts.postgres;
  if (!installation.isRunning() || port === undefined)
    throw new Error('Tessera does not run here: `npm start` first, or set DATABASE_URL.');
  return `postgres://postgres:${keepSecrets(installation.secretsFile).postgres}@127.0.0.1:${port}/postgres`;
}
