import { existsSync } from 'node:fs';
import { type ServiceName, services as everyService } from '#contracts/caller';
import { signalGroup } from '#local/process-identity';
import { projectDirectory } from '#local/state-directory';
import { SupervisedProcess } from '#local/supervised-process';
import { Installation } from './installation.js';
import { type LocalMail, startMail } from './local-mail.js';
import { type Memory, memoryOf } from './memory.js';
import { type ChosenPorts, type PortName, type Ports, type ProcessName, choosePorts, numbersOf } from './ports.js';
import { prepareDatabases } from './prepare-databases.js';
import { type DatabaseName, type Secrets, keepSecrets } from './secrets.js';
import { type Servers, startServers } from './servers.js';
import { databaseUrl, serviceEnvironment } from './service-environment.js';
import { built, builtFrom, plainEnvironment } from './step.js';

export type { ProcessName };

export interface StackPlan {
  /** Everything of this installation: data, logs, secrets. Use `stateDirectory('<name>')`, which PostgreSQL can reach. */
  readonly dataDir: string;
  /** Whether to begin anew, whatever is there. */
  readonly fresh?: boolean;
  /** Wanted ports; the next free one is taken where one is in use. */
  readonly ports?: Ports;
  readonly services?: readonly ServiceName[];
  /** Further variables, for every service or by service. */
  readonly env?: Readonly<Record<string, string>> | ((service: ServiceName) => Readonly<Record<string, string>>);
  /** Whether what is committed survives a crash of the machine. */
  readonly durable?: boolean;
  /** Whether DATABASE_URL and NATS_URL of the environment are heeded. */
  readonly external?: boolean;
  /** Told what is being done. */
  readonly say?: (line: string) => void;
  /** Told whenever a process ended unasked and is started again. */
  readonly onRestart?: (name: string, why: string) => void;
  /** Aborted: the start is given up, and what was started is stopped. */
  readonly signal?: AbortSignal;
}

/** A whole running product. */
export interface Stack {
  readonly url: string; // Of the gateway.
  readonly operatorApiKey: string;
  readonly firstStart: boolean;
  readonly installation: Installation;
  readonly superuserUrl: string;
  readonly natsUrl: string;
  /** Where letters can be read; none when SMTP_URL names a mail server of somebody else's. */
  readonly inboxUrl: string | undefined;
  /** Of one service's database, as superuser. */
  databaseUrl(name: DatabaseName): string;
  portOf(name: PortName): number;
  pidOf(name: ProcessName): number | undefined;
  /** Ends a process as a crash would; it is started again. */
  kill(name: ProcessName, signal?: NodeJS.Signals): void;
  /** Resolves when every service is ready to serve. */
  ready(): Promise<void>;
  restarts(): Partial<Record<ProcessName, number>>;
  memory(): Partial<Record<ProcessName, Memory>>;
  stop(): Promise<void>;
  /** Ends everything this instant. */
  killAll(): void;
}

/**
 * Starts PostgreSQL, NATS and the services as supervised children, with databases provisioned and migrated before.
 * `npm start`, the demo, the benchmark and the fault tests all run this.
 */
export async function startStack(plan: StackPlan): Promise<Stack> {
  const say = plan.say ?? (() => undefined);
  const installation = new Installation(plan.dataDir);
  const ended = await installation.claim();
  if (ended.length > 0) say(`Ended what a killed start left behind: ${ended.join(', ')}`);
  if (plan.fresh) installation.wipe();
  const started: SupervisedProcess[] = [];
  let mail: LocalMail | undefined;
  try {
    const ports = await choosePorts({ ...installation.lastPorts, ...plan.ports });
    mail = await startMail(ports, plan.external ?? false);
    return await startClaimed(plan, installation, say, { ports, mail, started });
  } catch (error) {
    await stopInOrder(started);
    await mail?.stop();
    installation.release();
    throw error;
  }
}

async function startClaimed(
  plan: StackPlan,
  installation: Installation,
  say: (line: string) => void,
  { ports, mail, started }: { ports: ChosenPorts; mail: LocalMail; started: SupervisedProcess[] },
): Promise<Stack> {
  const names = plan.services ?? everyService;
  const firstStart = !existsSync(installation.secretsFile);
  const secrets = keepSecrets(installation.secretsFile);

  say(`Starting PostgreSQL and NATS${firstStart ? ' for the first time' : ''}`);
  const onRestart = plan.onRestart ?? (() => undefined);
  const { durable = true, external = false, signal } = plan;
  const servers = await startServers({ installation, secrets, ports, durable, external, say, onRestart, signal });
  started.push(...servers.processes);

  installation.lastPorts = numbersOf(ports);
  if (needsPreparing(installation, servers)) {
    say('Preparing the databases');
    await prepareDatabases(secrets, servers.postgres, signal);
    installation.write(preparedBy, builtFrom());
  }

  say(`Starting ${names.join(', ')}`);
  const running = names.map((name) => superviseService(name, plan, { installation, secrets, servers, mail, ports }));
  started.push(...running);
  await Promise.all(running.map((service) => service.start()));
  installation.lastPorts = numbersOf(ports);
  return stackOf({ installation, secrets, servers, mail, ports, processes: started, services: running, firstStart });
}

const preparedBy = 'prepared-by.json';

/** A PostgreSQL of our own is as the last start left it; with the same build there is nothing to do, which saves half a start. */
const needsPreparing = (installation: Installation, { postgresIsOurs }: Servers): boolean =>
  !postgresIsOurs || installation.read(preparedBy) !== builtFrom();

/**
 * A service keeps little between messages, but V8 lets garbage grow with the machine's memory unless told otherwise; told too little,
 * it goes through all of a heap of 50 MiB several times a second, which costs a batch as much as working on it. Threads have heaps of
 * their own under the same limits, so where there are some, each is kept smaller. In MiB; an image (deploy/Dockerfile)
 * gives every service what `imports` has.
 */
const memoryLimits = (name: ServiceName): string[] =>
  name === 'imports'
    ? ['--max-old-space-size=256', '--max-semi-space-size=16']
    : ['--max-old-space-size=256', '--initial-old-space-size=128', '--min-semi-space-size=16', '--max-semi-space-size=32'];

/** glibc keeps an arena a thread and seldom gives freed memory back; batches would leave their largest moment behind for good. */
const allocatorLimits = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' };

interface ServiceSurroundings {
  readonly installation: Installation;
  readonly secrets: Secrets;
  readonly servers: Servers;
  readonly mail: LocalMail;
  readonly ports: ChosenPorts;
}

function superviseService(
  name: ServiceName,
  plan: StackPlan,
  { installation, secrets, servers, mail, ports }: ServiceSurroundings,
): SupervisedProcess {
  const port = ports[name];
  const further = typeof plan.env === 'function' ? plan.env(name) : plan.env;
  return new SupervisedProcess({
    name,
    command: process.execPath, // The Node this runs on, whatever `node` means elsewhere on the machine.
    args: () => [...memoryLimits(name), built(`apps/${name}/src/main`)],
    env: () => ({
      ...plainEnvironment(),
      ...allocatorLimits,
      ...serviceEnvironment(name, secrets, {
        ...servers,
        mail: { ...mail, web: mail.web ?? urlOf(ports) },
        signInProviders: plan.external ? process.env.SIGN_IN_PROVIDERS : undefined,
        port: port.number,
        host: '127.0.0.1',
      }),
      ...further,
    }),
    port,
    cwd: projectDirectory,
    logFile: `${installation.logs}/${name}.log`,
    pids: installation.pids,
    stopGraceMs: 15_000,
    isReady: async () => (await fetch(`http://127.0.0.1:${port.number}/healthz/ready`, { signal: AbortSignal.timeout(3_000) })).ok,
    onRestart: plan.onRestart,
    signal: plan.signal,
  });
}

interface StackParts {
  readonly installation: Installation;
  readonly secrets: Secrets;
  readonly servers: Servers;
  readonly mail: LocalMail;
  readonly ports: ChosenPorts;
  readonly processes: readonly SupervisedProcess[];
  readonly services: readonly SupervisedProcess[];
  readonly firstStart: boolean;
}

function stackOf({ installation, secrets, servers, mail, ports, processes, services, firstStart }: StackParts): Stack {
  const named = (name: ProcessName) => processes.find((process) => process.name === name);
  const each = <T>(of: (process: SupervisedProcess) => T) => Object.fromEntries(processes.map((process) => [process.name, of(process)]));
  return {
    url: urlOf(ports),
    operatorApiKey: secrets.operatorApiKey,
    firstStart,
    installation,
    superuserUrl: servers.postgres,
    natsUrl: servers.nats,
    inboxUrl: mail.inboxUrl,
    databaseUrl: (name) => databaseUrl(servers.postgres, name),
    portOf: (name) => ports[name].number,
    pidOf: (name) => named(name)?.pid,
    kill: (name, signal = 'SIGKILL') => {
      const pid = named(name)?.pid;
      if (pid === undefined) return;
      if (signal === 'SIGKILL') signalGroup(pid, signal);
      else process.kill(pid, signal);
    },
    ready: async () => {
      await Promise.all(processes.map((process) => process.ready()));
      await Promise.all(services.map((service) => service.ready()));
    },
    restarts: () => each((process) => process.restarts),
    memory: () => each((process) => (process.pid === undefined ? { nowMiB: 0, peakMiB: 0 } : memoryOf(process.pid))),
    stop: async () => {
      await stopInOrder(processes);
      await mail.stop();
      installation.release();
    },
    killAll: () => {
      for (const process of processes) process.kill();
      installation.release();
    },
  };
}

const urlOf = (ports: ChosenPorts): string => `http://localhost:${ports.gateway.number}`;

/** Services first, so that each can finish what it holds; then the servers. */
async function stopInOrder(processes: readonly SupervisedProcess[]): Promise<void> {
  const isServer = ({ name }: SupervisedProcess) => name === 'postgres' || name === 'nats';
  await Promise.all(processes.filter((process) => !isServer(process)).map((process) => process.stop()));
  await Promise.all(processes.filter(isServer).map((process) => process.stop()));
}
