import './sources.mjs';

/** One real PostgreSQL, NATS and mail server for a whole run of tests, however few files it has. */
export default async function globalSetup(): Promise<void> {
  const { startTestServers } = await import('./servers.js');
  await startTestServers();
}
