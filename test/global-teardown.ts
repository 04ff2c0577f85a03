import './sources.mjs';

export default async function globalTeardown(): Promise<void> {
  const { stopTestServers } = await import('./servers.js');
  await stopTestServers();
}
