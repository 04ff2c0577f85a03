import { accessSync, constants, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { natsFromApt } from './nats-from-apt.js';
import { natsFromRelease } from './nats-from-release.js';
import { stateDirectory } from './state-directory.js';

/** Debian installs servers here, and it is not on an ordinary user's PATH. */
const systemFolders = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/**
 * The nats-server to run; the first that is found: named by NATS_SERVER_BIN, installed on this machine, fetched
 * earlier, the pinned official release, the distribution's own package (unpacked into our cache, not installed).
 */
export async function natsBinary(say: (line: string) => void = () => undefined): Promise<string> {
  const named = process.env.NATS_SERVER_BIN;
  if (named) {
    if (!isExecutable(named)) throw new Error(`NATS_SERVER_BIN names ${named}, which cannot be run`);
    return named;
  }
  const installed = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...systemFolders].map((folder) =>
    join(folder, 'nats-server'),
  );
  const fetched = join(stateDirectory('bin'), 'nats-server');
  const found = [...installed, fetched].find(isExecutable);
  if (found) return found;

  say('Fetching nats-server (once)');
  removeOldDrafts(stateDirectory('bin'));
  const reasons: string[] = [];
  for (const fetchTo of [natsFromRelease, natsFromApt]) {
    try {
      await fetchTo(fetched);
      return fetched;
    } catch (error) {
      reasons.push(`- ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(
    [
      'There is no nats-server here, and none could be fetched:',
      ...reasons,
      'Install it (`apt-get install nats-server`, or any release of nats-io/nats-server on the PATH or named by NATS_SERVER_BIN),',
      'point NATS_URL at a server of your own, or use `docker compose up`.',
    ].join('\n'),
  );
}

/** What fetches left that were cut short. A fresh one may belong to a start beside this one. */
function removeOldDrafts(folder: string): void {
  for (const draft of readdirSync(folder).filter((name) => /^nats-(apt|release)-/.test(name))) {
    const path = join(folder, draft);
    if (Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}
