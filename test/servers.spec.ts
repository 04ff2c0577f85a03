import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { letterTo, smtpUrl } from '#testing/inbox';
import { natsLogin, natsUrl, postgresUrl } from '#testing/test-servers';

describe('the servers of a test run', () => {
  it('are a real PostgreSQL 18 with the extensions that matching needs', async () => {
    const client = new pg.Client({ connectionString: postgresUrl() });
    await client.connect();
    const { rows } = await client.query(
      "SELECT current_setting('server_version_num')::int AS version, count(*)::int AS extensions FROM pg_available_extensions WHERE name IN ('pg_trgm','fuzzystrmatch','unaccent','btree_gin')",
    );
    await client.end();
    expect(rows[0]).toEqual({ version: expect.any(Number), extensions: 4 });
    expect(rows[0].version).toBeGreaterThanOrEqual(180000);
  });

  it('are a real NATS with JetStream, and an account for this file', async () => {
    const { user, password } = natsLogin('administrator');
    const connection = await connect({ servers: natsUrl(), user, pass: password });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'TRIAL', subjects: ['trial.event.>'] });
    expect((await manager.streams.info('TRIAL')).config.subjects).toEqual(['trial.event.>']);
    await manager.streams.delete('TRIAL');
    await connection.close();
  });

  it('are a real mail server, whose letters this file can read', async () => {
    const transport = createTransport(smtpUrl());
    await transport.sendMail({ from: 'post@tessera.test', to: 'servers@mail.test', subject: 'Bonjour', text: 'Ça va ?' });
    transport.close();
    expect(await letterTo('servers@mail.test')).toMatchObject({ subject: 'Bonjour', text: expect.stringContaining('Ça va ?') });
  });
});
