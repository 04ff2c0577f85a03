import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChosenPort } from './chosen-port.js';
import { listensOn } from './listening.js';
import { PidFiles } from './pid-files.js';
import { identify } from './process-identity.js';
import { type ProcessPlan, SupervisedProcess } from './supervised-process.js';

describe('a supervised process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'supervised-'));
  const pids = new PidFiles(join(directory, 'pids'));
  const started: SupervisedProcess[] = [];

  const supervise = (name: string, script: string, plan: Partial<ProcessPlan> = {}) => {
    const supervised = new SupervisedProcess({
      name,
      command: process.execPath,
      args: () => ['-e', script, join(directory, `${name}.flag`)],
      env: () => ({}),
      logFile: join(directory, `${name}.log`),
      pids,
      isReady: async () => existsSync(join(directory, `${name}.flag`)),
      ...plan,
    });
    started.push(supervised);
    return supervised;
  };
  const works = `require('fs').appendFileSync(process.argv[1], process.pid + ' '); setInterval(() => {}, 1000);`;
  const starts = (name: string) =>
    readFileSync(join(directory, `${name}.flag`), 'utf8')
      .trim()
      .split(' ')
      .map(Number);
  const until = async (holds: () => boolean) => {
    for (let tries = 0; tries < 400 && !holds(); tries += 1) await sleep(10);
    expect(holds()).toBe(true);
  };

  afterAll(() => {
    for (const supervised of started) supervised.kill();
    rmSync(directory, { recursive: true });
  });

  it('is started again when it ends unasked', async () => {
    const restarted: string[] = [];
    const supervised = supervise('killed', works, { onRestart: (name, why) => restarted.push(`${name} ${why}`) });
    await supervised.start();
    process.kill(starts('killed')[0], 'SIGKILL');
    await until(() => starts('killed').length === 2);
    expect(supervised.pid).toBe(starts('killed')[1]);
    expect(supervised.restarts).toBe(1);
    expect(restarted).toEqual(['killed ended by SIGKILL']);
  });

  it('stays stopped when it is stopped, and is forgotten', async () => {
    const supervised = supervise('stopped', works);
    await supervised.start();
    const [pid] = starts('stopped');
    expect(pids.running().map(({ name }) => name)).toContain('stopped');
    await supervised.stop();
    await sleep(300);
    expect(identify(pid)).toBeUndefined();
    expect(starts('stopped')).toEqual([pid]);
    expect(pids.running().map(({ name }) => name)).not.toContain('stopped');
  });

  it('is ended by force when it ignores being asked', async () => {
    const supervised = supervise('stubborn', `process.on('SIGTERM', () => {}); ${works}`, { stopGraceMs: 100 });
    await supervised.start();
    await supervised.stop();
    expect(identify(starts('stubborn')[0])).toBeUndefined();
  });

  it('takes along what it had started itself', async () => {
    const child = `const { pid } = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);`;
    const supervised = supervise(
      'parent',
      `${child} require('fs').writeFileSync(process.argv[1], String(pid)); setInterval(() => {}, 1000);`,
    );
    await supervised.start();
    await until(() => starts('parent')[0] > 0);
    await supervised.stop();
    await until(() => identify(starts('parent')[0]) === undefined);
  });

  it('tells what it printed when it never becomes ready', async () => {
    const supervised = supervise('broken', `console.error('DATABASE_URL is missing'); process.exit(1);`, { readyWithinMs: 400 });
    await expect(supervised.start()).rejects.toThrow('DATABASE_URL is missing');
  });

  it('goes to another port when somebody took the chosen one first, and is not mistaken for them', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const taken = (other.address() as AddressInfo).port;
    const port = new ChosenPort(taken);
    const served = supervise('moved', `require('net').createServer().listen(process.env.PORT, '127.0.0.1')`, {
      port,
      env: () => ({ PORT: String(port.number) }),
      isReady: async () => true,
    });
    await served.start();
    expect(port.number).not.toBe(taken);
    expect(listensOn(served.pid ?? 0, port.number)).toBe(true);
    expect(listensOn(served.pid ?? 0, taken)).toBe(false);
    other.close();
  });

  it('gives up a start that is called off', async () => {
    const calledOff = new AbortController();
    const supervised = supervise('called-off', works, { isReady: async () => false, signal: calledOff.signal });
    setTimeout(() => calledOff.abort(), 200);
    await expect(supervised.start()).rejects.toThrow('stopped before it was ready');
    expect(pids.running().map(({ name }) => name)).not.toContain('called-off');
  });
});
