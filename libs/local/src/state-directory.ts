import { createHash, randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Account, canEnter, databaseAccount } from './account.js';

/** The root of the clone: the nearest folder above this file that has a package.json. Works from sources and from dist. */
export const projectDirectory = ((): string => {
  const here = import.meta.dirname;
  const marker = ['', 'libs', 'local', ''].join('/');
  const root = here.slice(0, here.lastIndexOf(marker));
  return basename(root) === 'dist' ? dirname(root) : root;
})();

/**
 * Where binaries, data, logs and secrets of this clone live: `.tessera/` in it. A clone of root's in a closed home
 * cannot be entered by the account PostgreSQL runs as, so there it is a folder of its own under /var/lib instead.
 * `TESSERA_STATE_DIR` names another place.
 */
export function stateDirectory(...inside: string[]): string {
  state ??= choose();
  const directory = join(state, ...inside);
  let path = state;
  for (const folder of inside) makeFolder((path = join(path, folder)));
  return directory;
}

/** Makes a folder that the account PostgreSQL runs as can go through, whatever the umask. */
export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  if (databaseAccount()) chmodSync(path, 0o755);
}

let state: string | undefined;

function choose(): string {
  const account = databaseAccount();
  const named = process.env.TESSERA_STATE_DIR;
  const inside = named ?? join(projectDirectory, '.tessera');
  if (usable(inside, account)) return inside;
  const others = named ? [] : elsewhere().map((root) => join(root, 'tessera', cloneName()));
  const other = others.find((directory) => usable(dirname(directory), account) && usable(directory, account));
  if (other) return other;
  throw new Error(
    `${[inside, ...others].join(', ')}: none can be written, and entered by the account PostgreSQL runs as. Set TESSERA_STATE_DIR.`,
  );
}

function usable(directory: string, account: Account): boolean {
  try {
    makeFolder(directory);
    accessSync(directory, constants.W_OK);
    return canEnter(directory, account);
  } catch {
    return false;
  }
}

const elsewhere = (): string[] =>
  process.getuid?.() === 0 ? ['/var/lib', '/var/cache'] : [process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')];

/** A folder of this clone's own: a new clone at the same place begins anew, as it would with its data inside. */
function cloneName(): string {
  const marker = join(projectDirectory, '.tessera', 'clone-id');
  try {
    mkdirSync(dirname(marker), { recursive: true });
    writeFileSync(marker, randomBytes(5).toString('hex'), { flag: 'wx' });
  } catch {
    // There is one, or the clone cannot be written to: then its path has to tell it apart.
  }
  const id = existsSync(marker) ? readFileSync(marker, 'utf8') : createHash('sha256').update(projectDirectory).digest('hex').slice(0, 10);
  return `${basename(projectDirectory)}-${id}`;
}
