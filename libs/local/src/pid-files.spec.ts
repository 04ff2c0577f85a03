import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PidFiles } from './pid-files.js';
import { identify, isAlive } from './process-identity.js';

describe('what a killed launcher left behind', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pid-files-'));
  const started: number[] = [];
  const sleeper = (): number => {
    const { pid } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    if (pid === undefined) throw new Error('nothing started');
    started.push(pid);
    return pid;
  };

  afterAll(() => {
    for (const pid of started) if (identify(pid)) process.kill(pid, 'SIGKILL');
    rmSync(directory, { recursive: true });
  });

  it('is ended by the next start, and forgotten', async () => {
    const pids = new PidFiles(join(directory, 'ended'));
    const identity = identify(sleeper());
    pids.record('billing', identity?.pid ?? 0, 'SIGTERM');
    expect(await pids.endLeftovers()).toEqual(['billing']);
    expect(identity && isAlive(identity)).toBe(false);
    expect(pids.running()).toEqual([]);
  });

  it('is left alone when its number belongs to another process by now', async () => {
    const pids = new PidFiles(join(directory, 'reused'));
    const stranger = sleeper();
    pids.record('billing', stranger, 'SIGTERM');
    const file = join(directory, 'reused', 'billing.pid');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), startedAt: 'an earlier time' }));
    expect(await pids.endLeftovers()).toEqual([]);
    expect(identify(stranger)).toBeDefined();
  });

  it('is nothing when a crash cut its record short', async () => {
    const pids = new PidFiles(join(directory, 'short'));
    writeFileSync(join(directory, 'short', 'billing.pid'), '{"name":"bil');
    expect(await pids.endLeftovers()).toEqual([]);
  });

  it('lets one living process at a time have a name', () => {
    const pids = new PidFiles(join(directory, 'claimed'));
    expect(pids.claim('launcher')).toBe(true);
    expect(pids.claim('launcher')).toBe(false);
    pids.forget('launcher');
    expect(pids.claim('launcher')).toBe(true);
  });
});
