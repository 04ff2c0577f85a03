import { newId } from '#kernel/ids';
import { startWorld, type World } from '#testing/start-world';
import { databaseUrl } from '#testing/test-databases';
import { gateway } from '../apps/gateway/src/gateway.service.js';
import { identity } from '../apps/identity/src/identity.service.js';
import { seedOperator } from '../apps/identity/src/seed-operator.js';
import { Api } from '../scripts/api.js';
import { someOrganization, type SomeOrganization } from './product.js';

interface Answer {
  readonly status: number;
  readonly headers: string[];
  readonly body: string;
}

const password = 'lames-et-glace-2026';

/** reliability.md, Tenancy 7: whether an address is known shows in no answer, and not in the work that is done for one. */
describe('whoever asks about an address', () => {
  let world: World;
  let club: SomeOrganization;
  let known: string;
  let requests = 0;

  beforeAll(async () => {
    world = await startWorld([identity, gateway], { env: { TRUSTED_PROXIES: 'loopback' } });
    const key = newId() + newId();
    await seedOperator({ DATABASE_URL: databaseUrl(identity, world.database('identity').name, 'service'), OPERATOR_API_KEY: key });
    club = await someOrganization(world, Api.withKey(world.http, key), { kind: 'gym' });
    known = `known.${newId()}@mail.test`;
    const fields = { organizationId: club.id, role: 'employee', email: known, name: 'Camille Roy', password };
    await club.api.post('/v1/users', fields);
  });
  afterAll(() => world?.stop());

  const unknown = () => `other.${newId()}@mail.test`;

  async function ask(path: string, body: object, headers: object = {}, from = `198.51.100.${++requests}`): Promise<Answer> {
    const sent = { ...headers, 'content-type': 'application/json', 'x-forwarded-for': from };
    const response = await fetch(world.http + path, { method: 'POST', headers: sent, body: JSON.stringify(body) });
    const own = new Set(['date', 'x-request-id', 'etag']);
    const text = await response.text();
    return {
      status: response.status,
      headers: [...response.headers].filter(([name]) => !own.has(name)).map(([name, value]) => `${name}: ${value}`),
      body: text.replace(/"instance":"[^"]*"/, ''),
    };
  }

  it.each([
    ['signing in', 401, '/v1/sessions', (email: string) => ({ email, password: 'not-the-one' })],
    ['a forgotten password', 202, '/v1/password-resets', (email: string) => ({ email })],
    ['signing up', 202, '/v1/sign-ups', (email: string) => ({ organizationId: club.id, email })],
    ['a code that was never sent', 422, '/v1/sign-ups/confirmations', (email: string) => ({ ...somebody, organizationId: club.id, email })],
  ] as const)('is answered alike, headers and all: %s', async (_, status, path, body) => {
    const [one, other] = [await ask(path, body(known)), await ask(path, body(unknown()))];
    expect(one.status).toBe(status);
    expect(other).toEqual(one);
  });

  it('is answered alike about a new username, by whoever is signed in', async () => {
    const mine = `mine.${newId()}@mail.test`;
    await club.api.post('/v1/users', { organizationId: club.id, role: 'employee', email: mine, name: 'Ana Diaz', password });
    const { body } = await ask('/v1/sessions', { email: mine, password });
    const headers = { authorization: `Bearer ${(JSON.parse(body) as { accessToken: string }).accessToken}` };
    const answers = [known, unknown()].map((username) => ask('/v1/me/username', { username, password }, headers));
    const [one, other] = await Promise.all(answers);
    expect(one.status).toBe(202);
    expect(other).toEqual(one);
  });

  it('is slowed alike, after as many tries, and told to wait as long', async () => {
    const tryAs = async (email: string, from: string) => {
      const statuses: number[] = [];
      let last: Answer | undefined;
      for (let n = 0; n < 6; n++) {
        last = await ask('/v1/sessions', { email, password: 'not-the-one' }, {}, from);
        statuses.push(last.status);
      }
      return { statuses, last };
    };
    const [one, other] = [await tryAs(known, '203.0.113.1'), await tryAs(unknown(), '203.0.113.2')];
    expect(one.statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect(other).toEqual(one);
  });

  it('costs a password hash, known or not: none is spared for an address that nobody signs in with', async () => {
    for (const email of [known, unknown()]) {
      const before = await hashesChecked();
      await ask('/v1/sessions', { email, password: 'not-the-one' });
      expect((await hashesChecked()) - before).toBe(1);
    }
  });

  it('leaves the same behind, known or not: a reset is written down before anybody looks whose it is, and a code is kept', async () => {
    const written = (table: string, email: string) =>
      world.database('identity').query(`SELECT FROM written WHERE said = $1 AND email_key = $2`, [table, email]);
    await world.database('identity').query(noteInserts);
    for (const email of [known, unknown()]) {
      await ask('/v1/password-resets', { email });
      await ask('/v1/sign-ups', { organizationId: club.id, email });
      expect([await written('reset_requests', email), await written('sign_up_codes', email)].map(({ length }) => length)).toEqual([1, 1]);
    }
  });

  const somebody = { code: '000000', firstName: 'Ines', lastName: 'Okafor', password };

  async function hashesChecked(): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${world.services.identity.port}/metrics`)).text();
    return Number(/^identity_password_checks_total\S* (\d+)$/m.exec(text)?.[1]);
  }
});

/** Notes what is written, as the superuser of this test. */
const noteInserts = `
  CREATE TABLE written (said text, email_key text);
  CREATE FUNCTION note_insert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN INSERT INTO written VALUES (TG_TABLE_NAME, NEW.email_key); RETURN NULL; END $$;
  CREATE TRIGGER noted AFTER INSERT OR UPDATE ON reset_requests FOR EACH ROW EXECUTE FUNCTION note_insert();
  CREATE TRIGGER noted AFTER INSERT OR UPDATE ON sign_up_codes FOR EACH ROW EXECUTE FUNCTION note_insert()`;
