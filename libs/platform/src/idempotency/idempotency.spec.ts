import { Migration } from '@mikro-orm/migrations';
import { CommitImport, StartImport } from '#contracts/imports/imports';
import type { Caller } from '#contracts/caller';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { startDatabase, type StartedDatabase } from '#testing/start-database';
import { platformTables } from '../database/platform-tables.js';
import { execute } from '../database/sql.js';
import { runAs } from '../messaging/context.js';
import { ForgetOldKeys } from './forget-old-keys.js';
import { Idempotency } from './idempotency.js';

class Migration001Effects extends Migration {
  override up(): void {
    for (const statement of platformTables('leads', ['maker'])) this.addSql(statement);
    this.addSql('CREATE TABLE effects (name text NOT NULL)');
    this.addSql('GRANT INSERT ON effects TO leads_service, leads_maker');
  }
}

describe('a command with an idempotency key', () => {
  let db: StartedDatabase;
  let idempotency: Idempotency;
  beforeAll(async () => {
    db = await startDatabase({ name: 'leads', module: class {}, narrowRoles: ['maker'], migrations: [Migration001Effects] });
    idempotency = new Idempotency(db.database);
  });
  afterAll(() => db?.stop());
  beforeEach(() => db.all.query('TRUNCATE effects, idempotency_keys'));

  const us = someCaller();
  const command = message(CommitImport, { importId: newId(), previewHash: 'abc' });
  const effects = () => db.all.query<{ name: string }>('SELECT name FROM effects').then((rows) => rows.map(({ name }) => name));

  interface Try {
    as?: Caller;
    key?: string;
    of?: object;
    name?: string;
    started?: () => void;
    until?: Promise<void>;
    fails?: Error;
    role?: string;
  }
  const run = ({ as = us, key = 'key-1', of = command, name = 'done', started, until, fails, role }: Try = {}) =>
    runAs(
      as,
      () =>
        idempotency.once(
          of,
          async (em) => {
            await execute(em, 'INSERT INTO effects VALUES ($1)', [name]);
            started?.();
            await until;
            if (fails) throw fails;
            return { name, list: [1, null, 'é'] };
          },
          { as: role },
        ),
      { idempotencyKey: key },
    );

  it('happens once, and a repeat gets the first answer', async () => {
    const first = await run({ name: 'first' });
    expect(await run({ name: 'second' })).toEqual(first);
    expect(first).toEqual({ name: 'first', list: [1, null, 'é'] });
    expect(await effects()).toEqual(['first']);
  });

  it('gets the first answer whatever the order its fields are written in', async () => {
    const first = await run();
    const { importId, previewHash } = command;
    expect(await run({ of: Object.assign(new CommitImport(), { previewHash, importId }) })).toEqual(first);
  });

  it('is refused as unfit when the key comes with another body', async () => {
    await run();
    const other = run({ of: message(CommitImport, { ...command, previewHash: 'other' }) });
    await expect(other).rejects.toMatchObject({ code: 'platform.key-reused', kind: 'rule' });
    expect(await effects()).toEqual(['done']);
  });

  it('is told to wait while the first is still under way, and has its answer afterwards', async () => {
    const [started, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = run({ name: 'first', started: started.resolve, until: held.promise });
    await started.promise;
    await expect(run({ name: 'impatient' })).rejects.toMatchObject({ code: 'platform.in-progress', kind: 'conflict' });
    held.resolve();
    expect(await run({ name: 'patient' }).catch(() => first)).toEqual(await first);
    expect(await effects()).toEqual(['first']);
  });

  it('keeps nothing of a try that failed: the next one runs', async () => {
    await expect(run({ fails: new Error('no') })).rejects.toThrow('no');
    expect(await run({ name: 'again' })).toMatchObject({ name: 'again' });
    expect(await effects()).toEqual(['again']);
  });

  it('keeps apart the keys of other callers, other organizations and other commands', async () => {
    const colleague = someCaller({ organization: us.organization ?? undefined });
    const elsewhere = { ...someCaller(), id: us.id };
    const other = Object.assign(new StartImport(), { importId: newId() });
    await run({ name: 'us' });
    await run({ name: 'colleague', as: colleague });
    await run({ name: 'elsewhere', as: elsewhere });
    await run({ name: 'other', of: other });
    expect(await effects()).toEqual(['us', 'colleague', 'elsewhere', 'other']);
  });

  it('may do its work as a narrow role, and still keeps its answer', async () => {
    const first = await run({ role: 'maker', name: 'first' });
    expect(await run({ role: 'maker', name: 'second' })).toEqual(first);
  });

  it('is forgotten after thirty days, with its answer, and not before', async () => {
    await run({ key: 'old' });
    await run({ key: 'young' });
    await db.all.query(`UPDATE idempotency_keys SET created_at = now() - interval '31 days' WHERE key = 'old'`);
    await db.all.query(`UPDATE idempotency_keys SET created_at = now() - interval '29 days' WHERE key = 'young'`);
    expect(await new ForgetOldKeys(db.database).forget()).toBe(1);
    expect(await db.all.query('SELECT key FROM idempotency_keys')).toEqual([{ key: 'young' }]);
  });

  it('without a key is just a transaction', async () => {
    const once = () => runAs(us, () => idempotency.once(command, (em) => execute(em, `INSERT INTO effects VALUES ('each')`)));
    expect(await Promise.all([once(), once()])).toEqual([1, 1]);
    expect(await effects()).toEqual(['each', 'each']);
  });
});
