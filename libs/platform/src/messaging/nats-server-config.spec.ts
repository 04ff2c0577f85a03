import { jest } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { ServiceName } from '#contracts/caller';
import { flows, ownerOf, requests } from '#contracts/registry';
import { OwnNats } from '../../test/own-nats.js';
import { permissionsOf } from './nats-server-config.js';

jest.setTimeout(30_000);

describe('what a service may do at NATS', () => {
  let nats: OwnNats;
  const open: NatsConnection[] = [];
  const as = async (service: ServiceName, inboxPrefix?: string): Promise<NatsConnection> => {
    const connection = await nats.connectAs(service, inboxPrefix);
    open.push(connection);
    return connection;
  };

  /** A question imports may ask identity. */
  const askedByImports = (): string => {
    const found = requests.find(({ subject, senders }) => ownerOf(subject) === 'identity' && senders.includes('imports'));
    return found?.subject ?? 'none';
  };

  /** What the server refused this connection, after whatever was tried has reached it. */
  async function refusedWhile(connection: NatsConnection, attempt: () => void): Promise<string[]> {
    const refused: string[] = [];
    const watching = (async () => {
      for await (const status of connection.status()) if (status.type === 'error') refused.push(status.error.message);
    })();
    attempt();
    await connection.flush();
    await connection.flush();
    await connection.close();
    await watching;
    return refused;
  }

  beforeAll(async () => {
    nats = await OwnNats.start();
  });
  afterEach(() => Promise.all(open.splice(0).map((connection) => connection.close())));
  afterAll(() => nats?.remove());

  it('refuses a publication on every subject a service is no sender of', async () => {
    const foreign = [...requests, ...flows].filter(({ senders }) => !senders.includes('billing')).map(({ subject }) => subject);
    expect(foreign.length).toBeGreaterThan(20);
    const connection = await as('billing');
    const refused = await refusedWhile(connection, () => foreign.forEach((subject) => connection.publish(subject, '{}')));
    expect(refused).toHaveLength(foreign.length);
  });

  it('lets a service publish what it is a sender of', async () => {
    const connection = await as('imports');
    const own = requests.filter(({ senders }) => senders.includes('imports')).map(({ subject }) => subject);
    expect(await refusedWhile(connection, () => own.forEach((subject) => connection.publish(subject, '{}')))).toEqual([]);
  });

  it.each(['_INBOX_billing.>', '_INBOX.>', '>', '*.query.>', 'billing.run.>', 'billing.command.*', '$JS.ACK.>', '$SYS.>'])(
    'refuses imports to listen to %s',
    async (subject) => {
      const connection = await as('imports');
      const refused = await refusedWhile(connection, () => void connection.subscribe(subject, { callback: () => undefined }));
      expect(refused).toHaveLength(1);
    },
  );

  it('refuses a question whose answer would go to the inbox of another service', async () => {
    const subject = askedByImports();
    const [answering, own, foreign] = [await as('identity'), await as('imports'), await as('imports', '_INBOX_billing')];
    answering.subscribe(subject, { callback: (_error, question) => void question.respond('answer') });
    await answering.flush();
    expect((await own.request(subject, '{}')).string()).toBe('answer');
    await expect(foreign.request(subject, '{}', { timeout: 500 })).rejects.toThrow(/permission/i);
  });

  it('lets a service answer a question it was asked, once, and nobody it was not asked by', async () => {
    const subject = askedByImports();
    const [asking, answering] = [await as('imports'), await as('identity')];
    answering.subscribe(subject, { callback: (_error, question) => void question.respond('answer') });
    await answering.flush();
    expect((await asking.request(subject, '{}')).string()).toBe('answer');

    const refused = await refusedWhile(answering, () => answering.publish('_INBOX_imports.guessed', 'an answer nobody asked for'));
    expect(refused).toHaveLength(1);
  });

  it('lets the owner make its stream, and nobody else delete, purge or change it', async () => {
    const owner = await jetstreamManager(await as('billing'), { checkAPI: false, timeout: 500 });
    await owner.streams.add({ name: 'BILLING', subjects: ['billing.run.>', 'billing.event.>'] });
    for (const service of ['imports', 'gateway', 'memberships'] as const) {
      const { streams } = await jetstreamManager(await as(service), { checkAPI: false, timeout: 300 });
      await expect(streams.purge('BILLING')).rejects.toThrow();
      await expect(streams.delete('BILLING')).rejects.toThrow();
      await expect(streams.update('BILLING', { subjects: ['other'] })).rejects.toThrow();
    }
    await expect(owner.streams.delete('BILLING')).rejects.toThrow(); // Not even itself: nothing it does needs that.
  });

  it('refuses a consumer on anything but the subjects a service consumes', async () => {
    const { consumers } = await jetstreamManager(await as('identity'), { checkAPI: false, timeout: 300 });
    const spy = { durable_name: 'identity-spy', ack_policy: 'explicit' as const };
    await expect(consumers.add('BILLING', { ...spy, filter_subject: 'billing.event.invoices-issued.v1' })).rejects.toThrow();
    await expect(consumers.add('BILLING', spy)).rejects.toThrow();
  });

  it('refuses a message larger than the limit', async () => {
    const connection = await as('imports');
    expect(connection.info?.max_payload).toBe(1_048_576);
    await expect(jetstream(connection).publish('identity.run.admit-people.v1', 'x'.repeat(1_048_577))).rejects.toThrow();
  });

  it('gives nobody a wildcard over the subjects of services', () => {
    for (const { publish } of (['gateway', 'identity', 'memberships', 'billing', 'imports', 'leads'] as const).map(permissionsOf)) {
      expect(publish.filter((subject) => /[*>]/.test(subject) && !subject.startsWith('$JS.ACK.'))).toEqual([]);
    }
  });
});
