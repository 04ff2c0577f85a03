import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The pinned release and what its archives must hash to, as the official container image of the same version states them. */
const version = '2.10.29';
const sha256: Readonly<Record<string, string>> = {
  amd64: 'e314da74a83a1d3876db8814c27eb990fe729640fd6452025b441bcede8390da',
  arm64: 'da4b27942ecfb4c5f0c54553d2e7f470ddda9d7581cfe8131b351a0e223ed401',
};

/** Downloads the official release, checks it, and puts the server at `target`. */
export async function natsFromRelease(target: string): Promise<void> {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  if (process.platform !== 'linux' || !(architecture in sha256))
    throw new Error(`no pinned release for ${process.platform} ${process.arch}`);
  const name = `nats-server-v${version}-linux-${architecture}`;
  const archive = await download(`https://github.com/nats-io/nats-server/releases/download/v${version}/${name}.tar.gz`);
  const hash = createHash('sha256').update(archive).digest('hex');
  if (hash !== sha256[architecture]) throw new Error(`the release archive has checksum ${hash}, not the pinned one; it was not used`);

  const draft = mkdtempSync(join(dirname(target), 'nats-release-'));
  try {
    writeFileSync(join(draft, 'archive.tar.gz'), archive);
    await run('tar', ['-xzf', join(draft, 'archive.tar.gz'), '-C', draft, '--no-same-owner']);
    install(join(draft, name, 'nats-server'), target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Puts a program in its place in one step, so that nobody starts half of it. */
export function install(from: string, target: string): void {
  const draft = `${target}.${process.pid}`;
  copyFileSync(from, draft);
  chmodSync(draft, 0o755);
  renameSync(draft, target);
}

async function download(url: string): Promise<Buffer> {
  const slow = new AbortController();
  const noAnswer = setTimeout(() => slow.abort(), 5_000); // Behind a closed network the next way is tried soon.
  try {
    const response = await fetch(url, { signal: slow.signal });
    clearTimeout(noAnswer);
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const tooLong = setTimeout(() => slow.abort(), 120_000);
    return Buffer.from(await response.arrayBuffer().finally(() => clearTimeout(tooLong)));
  } catch (error) {
    throw new Error(`the official release could not be downloaded: ${reason(error)}`, { cause: error });
  } finally {
    clearTimeout(noAnswer);
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
