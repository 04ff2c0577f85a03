import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { Migration } from '@mikro-orm/migrations';
import type { Caller } from '#contracts/caller';
import { GetOrganization, type OrganizationRecord } from '#contracts/identity/organizations';
import { newId } from '#kernel/ids';
import { someCaller, someClub, someFederation } from '#testing/callers';
import { startWorld, type World } from '#testing/start-world';
import { Database } from '../database/database.js';
import { platformTables } from '../database/platform-tables.js';
import { execute, query } from '../database/sql.js';
import { Missing } from '../errors/missing.js';
import { currentCaller, runAs } from '../messaging/context.js';
import { OrganizationCopies, organizationCopiesTable } from './organization-copies.js';

const federation = someFederation();
const club = someClub(federation);
const stranger = someClub();
const record = (acting = club, changes: Partial<OrganizationRecord> = {}): OrganizationRecord => ({
  ...acting,
  languages: [...acting.languages],
  country: 'CA',
  province: 'QC',
  freemium: false,
  taxes: [{ code: 'GST', ratePpm: 50_000 }],
  version: 1,
  ...changes,
});

const asked: Caller[] = [];

@Controller()
class OrganizationController {
  @MessagePattern(GetOrganization.subject)
  get(@Payload() { organizationId }: GetOrganization): OrganizationRecord {
    asked.push(currentCaller());
    const found = [federation, club, stranger].find(({ id }) => id === organizationId);
    if (!found) throw new Missing('identity.no-such-organization');
    return record(found);
  }
}

@Module({ controllers: [OrganizationController] })
class IdentityModule {}

@Module({})
class BillingModule {}

class IdentityTables extends Migration {
  override up(): void {
    for (const statement of platformTables('identity')) this.addSql(statement);
  }
}

class BillingTables extends Migration {
  override up(): void {
    for (const statement of [...platformTables('billing'), ...organizationCopiesTable('billing')]) this.addSql(statement);
  }
}

describe('a service’s copies of organizations', () => {
  let world: World;
  let database: Database;
  let copies: OrganizationCopies;
  beforeAll(async () => {
    world = await startWorld([
      { name: 'identity', module: IdentityModule, migrations: [IdentityTables] },
      { name: 'billing', module: BillingModule, migrations: [BillingTables] },
    ]);
    const { app } = world.services.billing;
    [database, copies] = [app.get(Database), app.get(OrganizationCopies)];
  });
  afterAll(() => world?.stop());
  beforeEach(async () => {
    asked.length = 0;
    await world.database('billing').query('TRUNCATE organizations');
  });

  const us = someCaller({ organization: club });
  const get = (id: string) => runAs(us, () => database.transaction((em) => copies.get(em, id)));
  const keep = (kept: OrganizationRecord) => runAs(us, () => database.transaction((em) => copies.keep(em, kept)));

  it('asks for one that no event has told of, as the service itself, and keeps it', async () => {
    expect(await get(club.id)).toEqual(record());
    expect(await get(club.id)).toEqual(record());
    expect(asked).toEqual([expect.objectContaining({ kind: 'service', id: 'billing', organizations: [] })]);
  });

  it('needs to ask nobody for one it has, its federation’s too', async () => {
    await keep(record());
    await keep(record(federation));
    expect(await get(club.id)).toEqual(record());
    expect(await get(federation.id)).toEqual(record(federation));
    expect(asked).toEqual([]);
  });

  it('keeps the newest version in whatever order they come', async () => {
    await keep(record(club, { version: 3, name: 'Third' }));
    await keep(record(club, { version: 2, name: 'Second' }));
    expect(await get(club.id)).toMatchObject({ version: 3, name: 'Third' });
    await keep(record(club, { version: 4, name: 'Fourth' }));
    expect(await get(club.id)).toMatchObject({ version: 4, name: 'Fourth' });
  });

  it('passes on that there is none', async () => {
    await expect(get(newId())).rejects.toMatchObject({ code: 'identity.no-such-organization', kind: 'missing' });
  });

  it('shows no stranger’s row, and is written only through its own function', async () => {
    await keep(record(stranger));
    const rows = await runAs(us, () => database.transaction((em) => query(em, 'SELECT id FROM organizations')));
    expect(rows).toEqual([]);
    await expect(runAs(us, () => database.transaction((em) => execute(em, `UPDATE organizations SET version = 99`)))).rejects.toThrow(
      'permission denied',
    );
  });
});
