import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { install } from './nats-from-release.js';

const run = promisify(execFile);

/**
 * Takes the server out of the distribution's own package: downloaded and checked by apt against its signatures,
 * unpacked into our cache. Nothing is installed, and it needs no root: lists and archives are kept in a private folder.
 */
export async function natsFromApt(target: string): Promise<void> {
  if (!existsSync('/usr/bin/apt-get')) throw new Error('there is no apt-get to take the package nats-server with');
  const draft = mkdtempSync(join(dirname(target), 'nats-apt-'));
  try {
    for (const folder of ['lists/partial', 'archives/partial']) mkdirSync(join(draft, folder), { recursive: true });
    const apt = (...args: string[]) => run('apt-get', [...privately(draft), ...args], { cwd: draft, timeout: 120_000, env: environment() });
    await apt('update');
    await apt('download', 'nats-server');
    const archive = readdirSync(draft).find((file) => file.endsWith('.deb'));
    if (!archive) throw new Error('no package came');
    await run('dpkg-deb', ['-x', join(draft, archive), join(draft, 'unpacked')]);
    const places = ['usr/sbin/nats-server', 'usr/bin/nats-server'].map((place) => join(draft, 'unpacked', place));
    const server = places.find((place) => existsSync(place));
    if (!server) throw new Error('the package has no server in it');
    install(server, target);
  } catch (error) {
    throw new Error(`apt-get could not give the package nats-server: ${firstLine(error)}`, { cause: error });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function privately(folder: string): string[] {
  const options = {
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache::Archives': join(folder, 'archives'),
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'Debug::NoLocking': '1', // The lists are ours alone.
    'APT::Sandbox::User': '', // The usual sandbox account could not write here.
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    // Packages of other people's repositories are no business of ours, and their failures neither.
    'Binary::apt-get::APT::Update::Error-Mode': 'persistent-failure',
  };
  return ['-q', ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
}

const environment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' });

function firstLine(error: unknown): string {
  const text = error instanceof Error ? ((error as Error & { stderr?: string }).stderr ?? '') || error.message : String(error);
  return text.split('\n').find((line) => line.startsWith('E:')) ?? text.split('\n')[0];
}
