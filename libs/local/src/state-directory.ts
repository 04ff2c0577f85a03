import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { canEnter, databaseAccount } from './account.js';

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
  const named = process.env.TESSERA_STATE_DIR;
  const candidates = named
    ? [named]
    : [join(projectDirectory, '.tessera'), ...elsewhere().map((root) => join(root, 'tessera', cloneName()))];
  const account = databaseAccount();
  for (const candidate of candidates) if (usable(candidate, account)) return candidate;
  throw new Error(`None of ${candidates.join(', ')} can be written, and entered by the account PostgreSQL runs as. Set TESSERA_STATE_DIR.`);
}

/** One folder per clone, so two clones never share data. */
const cloneName = (): string => `${basename(projectDirectory)}-${createHash('sha256').update(projectDirectory).digest('hex').slice(0, 10)}`;

const elsewhere = (): string[] => (process.getuid?.() === 0 ? ['/var/lib', tmpdir()] : [tmpdir()]);

function usable(directory: string, account: ReturnType<typeof databaseAccount>): boolean {
  try {
    if (basename(dirname(directory)) === 'tessera') makeFolder(dirname(directory));
    makeFolder(directory);
    return canEnter(directory, account);
  } catch {
    return false;
  }
}
