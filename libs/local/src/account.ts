import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The operating-system account a child runs as; undefined: our own. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

/**
 * PostgreSQL refuses to run as root. Started by root it runs as the account `postgres`, the one Debian's own package
 * would make; it is made here when absent. Anybody else runs it as themselves.
 */
export function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  account ??= find('postgres') ?? make();
  return account;
}

let account: Account;

function find(name: string): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function make(): Account {
  const nologin = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  try {
    execFileSync('useradd', [...nologin, 'postgres'], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const made = find('postgres'); // Another start may have been faster.
    if (made) return made;
    throw new Error('PostgreSQL does not run as root, and the account "postgres" could not be made. Start as an ordinary user instead.', {
      cause: error,
    });
  }
  return find('postgres');
}

/** Whether an account can go through every folder down to this one: a closed home stops it. */
export function canEnter(directory: string, account: Account): boolean {
  if (!account) return true;
  return spawnSync('test', ['-x', directory], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0;
}
