import './sources.mjs';

/** One real PostgreSQL and one real NATS for a whole run of tests, however few files it has. */
export default async function globalSetup(): Promise<void> {
  const { startTestServers } = await import('./servers.js');
  await startTestServers();
}
