// Builds everything into dist/. With --if-needed only when a source changed since the last build.
// Runs as it stands (Node strips the types), because it is what makes the rest runnable.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folders = ['apps', 'libs', 'scripts', 'bench'].filter((folder) => existsSync(join(root, folder)));
const stamp = join(root, 'dist', '.sources');

const sources = fingerprint();
if (!process.argv.includes('--if-needed') || readStamp() !== sources) build();

function build(): void {
  // Beside the old one and swapped when whole: a running or failed build never leaves half a dist behind.
  const draft = join(root, `dist.${process.pid}`);
  const old = `${draft}.old`;
  rmSync(draft, { recursive: true, force: true });
  const compiler = join(createRequire(import.meta.url).resolve('@swc/cli/package.json'), '..', 'bin', 'swc.js');
  const { status } = spawnSync(process.execPath, [compiler, ...folders, '-d', draft, '--copy-files', '--quiet'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    process.exit(status ?? 1);
  }
  writeFileSync(join(draft, '.sources'), sources);
  if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
  renameSync(draft, join(root, 'dist'));
  rmSync(old, { recursive: true, force: true });
}

/** Names, sizes and times of all sources, and what compiles them. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of ['.swcrc', 'package-lock.json']) hash.update(describe(path));
  for (const folder of folders) {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort())
      hash.update(describe(path.slice(root.length + 1)));
  }
  return hash.digest('hex');
}

function describe(path: string): string {
  const { size, mtimeMs } = statSync(join(root, path));
  return `${path}\0${size}\0${mtimeMs}\n`;
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}
