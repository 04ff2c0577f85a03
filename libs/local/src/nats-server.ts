import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { natsBinary } from './nats-binary.js';
import type { ChosenPort } from './chosen-port.js';
import type { PidFiles } from './pid-files.js';
import { SupervisedProcess } from './supervised-process.js';

export interface NatsPlan {
  /** Takes the configuration file; JetStream's store is named in the configuration. */
  readonly directory: string;
  readonly logDirectory: string;
  readonly port: ChosenPort;
  /** The text of the configuration for a port: listen address, JetStream, accounts, users. */
  readonly configuration: (port: number) => string;
  readonly pids: PidFiles;
  readonly say?: (line: string) => void;
  readonly onRestart?: (name: string, why: string) => void;
  readonly signal?: AbortSignal;
}

export interface NatsServer {
  readonly process: SupervisedProcess;
  readonly url: string;
}

/** Starts a nats-server of our own with JetStream and waits until it takes connections. */
export async function startNats(plan: NatsPlan): Promise<NatsServer> {
  const { directory, port, configuration } = plan;
  const file = join(directory, 'nats-server.conf');
  const process = new SupervisedProcess({
    name: 'nats',
    command: await natsBinary(plan.say),
    args: () => ['-c', file],
    env: () => ({ PATH: globalThis.process.env.PATH, TZ: 'UTC' }),
    port,
    cwd: directory,
    logFile: join(plan.logDirectory, 'nats.log'),
    pids: plan.pids,
    beforeStart: async () => {
      await port.makeSure();
      writeFileSync(file, configuration(port.number), { mode: 0o600 }); // It carries the services' passwords.
    },
    stopGraceMs: 10_000,
    isReady: () => greets(port.number),
    onRestart: plan.onRestart,
    signal: plan.signal,
  });
  await process.start();
  return { process, url: `nats://127.0.0.1:${port.number}` };
}

/** A NATS server speaks first: `INFO {…}`. JetStream is up when it says so there. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2_000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('data', (data) => finish(/^INFO .*"jetstream":true/.test(data.toString())));
  });
}
