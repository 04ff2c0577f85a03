import { services, type ServiceName } from '#contracts/caller';
import { InboxHolds } from '#contracts/platform/inbox-holds.query';
import { holders, personalDataSubjectsOf } from '#contracts/platform/personal-data';
import { flows, ownerOf, requests } from '#contracts/registry';
import { inboxPrefixOf } from './nats.js';
import { durableOf, streamOf } from './streams.js';

export interface NatsUser {
  readonly user: string;
  readonly password: string;
  readonly service: ServiceName;
}

/** Users of one account share subjects and streams; those of different accounts never meet. */
export interface NatsAccount {
  readonly name: string;
  readonly users: readonly NatsUser[];
  /** Somebody who may do everything inside the account: for operating it, and for tests that break things. */
  readonly administrator?: { readonly user: string; readonly password: string };
}

export interface NatsServerOptions {
  readonly port: number;
  readonly host?: string;
  /** Where JetStream keeps its streams. */
  readonly storeDirectory: string;
  readonly accounts: readonly NatsAccount[];
  readonly maxPayloadBytes?: number;
  readonly maxFileBytes?: number;
  readonly maxMemoryBytes?: number;
  /** Of the monitoring endpoint; none when absent. */
  readonly monitorPort?: number;
  readonly pidFile?: string;
}

export interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** The account of an installation: a user for each service, named after it. */
export const installationAccount = (passwords: Record<ServiceName, string>): NatsAccount => ({
  name: 'tessera',
  users: services.map((service) => ({ service, user: service, password: passwords[service] })),
});

/** The account of one test file, `t3` with the users `t3_billing` …: files that run side by side or one after the other never meet. */
export const testAccount = (name: string, password: string): NatsAccount => ({
  name,
  users: services.map((service) => ({ service, user: `${name}_${service}`, password })),
  administrator: { user: `${name}_administrator`, password },
});

/**
 * What a service may send and hear, read off the registry: it sends what it is a sender of, hears its own subjects and its own
 * inbox, and at JetStream reaches its own stream and its own consumers. Whoever steals its password gains no more.
 */
export function permissionsOf(service: ServiceName): Permissions {
  const sentFlows = flows.filter(({ senders }) => senders.includes(service));
  const consumedFlows = flows.filter(({ consumers }) => consumers.includes(service));
  const ownsFlows = flows.some(({ subject }) => ownerOf(subject) === service);
  const answers = requests.filter(({ subject }) => ownerOf(subject) === service);

  const publish = [
    ...requests.filter(({ senders }) => senders.includes(service)).map(({ subject }) => subject),
    ...sentFlows.flatMap(({ subject, consumers }) => [
      subject,
      `$JS.API.STREAM.INFO.${streamOf(subject)}`,
      ...consumers.map((consumer) => InboxHolds.subjectOf(consumer)),
    ]),
    ...(ownsFlows ? ['INFO', 'CREATE', 'UPDATE'].map((verb) => `$JS.API.STREAM.${verb}.${service.toUpperCase()}`) : []),
    ...consumedFlows.flatMap(({ subject }) => consumerSubjects(service, subject)),
    ...(service === 'identity' ? holders.flatMap(personalDataSubjectsOf) : []),
  ];
  const subscribe = [
    `${inboxPrefixOf(service)}.>`,
    ...answers.map(({ subject }) => subject),
    InboxHolds.subjectOf(service),
    ...personalDataSubjectsOf(service),
  ];
  return { publish: [...new Set(publish)], subscribe: [...new Set(subscribe)] };
}

/** The filter stands in the subject that makes a consumer, so it cannot listen to anything else. */
function consumerSubjects(service: ServiceName, subject: string): string[] {
  const [stream, durable] = [streamOf(subject), durableOf(service, subject)];
  return [
    `$JS.API.CONSUMER.CREATE.${stream}.${durable}.${subject}`,
    `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
    `$JS.ACK.${stream}.${durable}.>`,
  ];
}

/** The configuration file of a nats-server for these accounts, in the words of servers from 2.9 on. */
export function natsServerConfig(options: NatsServerOptions): string {
  const { port, host = '127.0.0.1', storeDirectory, accounts, maxPayloadBytes = 1_048_576, monitorPort, pidFile } = options;
  const limits = [
    ...(options.maxFileBytes ? [`  max_file_store: ${options.maxFileBytes}`] : []),
    ...(options.maxMemoryBytes ? [`  max_memory_store: ${options.maxMemoryBytes}`] : []),
  ];
  return [
    `listen: ${quoted(`${host}:${port}`)}`,
    ...(monitorPort === undefined ? [] : [`http: ${quoted(`${host}:${monitorPort}`)}`]),
    ...(pidFile === undefined ? [] : [`pid_file: ${quoted(pidFile)}`]),
    `max_payload: ${maxPayloadBytes}`,
    'jetstream {',
    `  store_dir: ${quoted(storeDirectory)}`,
    ...limits,
    '}',
    'accounts {',
    ...accounts.flatMap(accountLines),
    '}',
    '',
  ].join('\n');
}

function accountLines({ name, users, administrator }: NatsAccount): string[] {
  return [
    `  ${quoted(name)} {`,
    '    jetstream: enabled',
    '    users: [',
    ...users.flatMap(({ user, password, service }) => userLines(user, password, permissionsOf(service))),
    ...(administrator ? [`      { user: ${quoted(administrator.user)}, password: ${quoted(administrator.password)} }`] : []),
    '    ]',
    '  }',
  ];
}

function userLines(user: string, password: string, { publish, subscribe }: Permissions): string[] {
  return [
    `      { user: ${quoted(user)}, password: ${quoted(password)}, permissions: {`,
    `          publish: { allow: [${publish.map(quoted).join(', ')}] }`,
    `          subscribe: { allow: [${subscribe.map(quoted).join(', ')}] }`,
    // Answers go to the inbox the question came with, whoever's it is: once, and soon.
    `          allow_responses: { max: 1, expires: "2m" }`,
    '      } }',
  ];
}

/** Strings of the configuration language; a `$` outside of quotes would read as a variable. */
function quoted(text: string): string {
  if (/[\p{Cc}]/u.test(text)) throw new Error('a control character in the configuration of NATS');
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
