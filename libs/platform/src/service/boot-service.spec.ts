import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { Migration } from '@mikro-orm/migrations';
import request from 'supertest';
import { GetOrganization, type OrganizationRecord } from '#contracts/identity/organizations';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { startWorld, type World } from '#testing/start-world';
import { Database } from '../database/database.js';
import { platformTables } from '../database/platform-tables.js';
import { query } from '../database/sql.js';
import { Missing } from '../errors/missing.js';
import type { ServiceDefinition } from './service-definition.js';

class Migration001PlatformTables extends Migration {
  override up(): void {
    for (const statement of platformTables('identity')) this.addSql(statement);
  }
}

let held: Promise<void> | undefined;
let arrived = 0;

@Controller()
class OrganizationController {
  constructor(private readonly database: Database) {}

  @MessagePattern(GetOrganization.subject)
  async get(@Payload() { organizationId }: GetOrganization): Promise<{ id: string; seen: string[] }> {
    arrived++;
    await held;
    const [{ seen }] = await this.database.transaction((em) => query<{ seen: string[] }>(em, 'SELECT app_organizations() AS seen'));
    if (!seen.includes(organizationId)) throw new Missing('identity.no-such-organization');
    return { id: organizationId, seen };
  }
}

@Module({ controllers: [OrganizationController] })
class IdentityModule {}

const identity: ServiceDefinition = { name: 'identity', module: IdentityModule, migrations: [Migration001PlatformTables] };

describe('a running service', () => {
  let world: World;
  const http = () => `http://127.0.0.1:${world.services.identity.port}`;
  const ask = (organizationId: string, as = someCaller()) =>
    world.ask<OrganizationRecord>(message(GetOrganization, { organizationId }), as);

  beforeAll(async () => {
    world = await startWorld([identity]);
  });
  afterAll(() => world?.stop());

  it('answers a signed request with the rows of its caller only', async () => {
    const caller = someCaller();
    expect(await ask(caller.organizations[0], caller)).toEqual({ id: caller.organizations[0], seen: caller.organizations });
  });

  it('sends a refusal back as what it is, code, kind and all', async () => {
    await expect(ask(newId())).rejects.toMatchObject({ code: 'identity.no-such-organization', kind: 'missing' });
  });

  it('refuses a message that its class does not allow, naming the field', async () => {
    await expect(ask('not an id')).rejects.toMatchObject({
      kind: 'invalid',
      faults: [expect.objectContaining({ pointer: '/organizationId' })],
    });
  });

  it('is live and ready, with database and NATS in reach', async () => {
    await request(http()).get('/healthz/live').expect(200, { status: 'live' });
    await request(http()).get('/healthz/ready').expect(200, { status: 'ready' });
  });

  it('shows its metrics: the process, its messages, its backlog', async () => {
    const { text } = await request(http())
      .get('/metrics')
      .expect(200)
      .expect('content-type', /^text\/plain/);
    expect(text).toMatch(/process_cpu_seconds_total\{service="identity"\}/);
    expect(text).toMatch(/tessera_message_seconds_count\{.*subject="identity.query.get-organization.v1",outcome="done"\} 1/);
    expect(text).toMatch(/tessera_dead_letters_waiting\{service="identity"\} 0/);
  });

  it('answers an unknown path with 404 and does not hang', async () => {
    await request(http()).get('/nothing').timeout(2_000).expect(404);
  });

  it('stops: not ready any more, what is under way is finished, what comes later is not taken', async () => {
    const caller = someCaller();
    let release: () => void = () => undefined;
    held = new Promise((resolve) => (release = resolve));
    const before = arrived;
    const underWay = ask(caller.organizations[0], caller);
    await eventually(() => arrived > before);
    const stopped = world.halt('identity');
    release();
    expect(await underWay).toMatchObject({ id: caller.organizations[0] });
    await stopped;
    await expect(ask(caller.organizations[0], caller)).rejects.toMatchObject({ kind: 'unavailable' });
    await world.start('identity');
    expect(await ask(caller.organizations[0], caller)).toMatchObject({ id: caller.organizations[0] });
  });
});
