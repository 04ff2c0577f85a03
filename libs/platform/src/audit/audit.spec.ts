import { Migration } from '@mikro-orm/migrations';
import { someCaller } from '#testing/callers';
import { MovedClock } from '#testing/moved-clock';
import { startDatabase, type StartedDatabase } from '#testing/start-database';
import { platformTables } from '../database/platform-tables.js';
import { execute } from '../database/sql.js';
import { runAs } from '../messaging/context.js';
import { brokenAuditEntries } from './audit-chain.js';
import { Audit, type AuditEntry } from './audit.js';

class Migration001PlatformTables extends Migration {
  override up(): void {
    for (const statement of platformTables('leads')) this.addSql(statement);
  }
}

describe('the audit log', () => {
  let db: StartedDatabase;
  const clock = new MovedClock(new Date('2026-11-22T10:00:00.007Z'));
  const audit = new Audit(clock);
  const [us, them] = [someCaller({ name: 'Zoé O’Neil "Z" \\ 🏒' }), someCaller()];

  beforeAll(async () => {
    db = await startDatabase({ name: 'leads', module: class {}, migrations: [Migration001PlatformTables] });
  });
  afterAll(() => db?.stop());
  beforeEach(async () => {
    await tamper('TRUNCATE audit_log, audit_heads');
    await record();
  });

  const record = (by = us, entry: Partial<AuditEntry> = {}) =>
    runAs(by, () =>
      db.database.transaction((em) =>
        audit.record(em, {
          organizationId: by.organizations[0],
          action: 'leads.captured',
          subject: 'é',
          facts: { rows: 3, of: null, a: ['"'] },
          ...entry,
        }),
      ),
    );
  const broken = () => db.all.query<{ seq: number }>(brokenAuditEntries).then((rows) => rows.map(({ seq }) => seq));
  /** As nobody may: with the trigger out of the way. */
  const tamper = (sql: string) =>
    db.all.query(`DO $do$ BEGIN SET LOCAL session_replication_role = replica; ${sql}; END $do$`).then(() => undefined);

  it('says who did what to what, when', async () => {
    const entries = await db.all.query('SELECT seq, at, caller, caller_name, action, subject, facts FROM audit_log');
    expect(entries).toEqual([
      {
        seq: 1,
        at: clock.now(),
        caller: `user:${us.id}`,
        caller_name: '', // Whoever reads it is told the name: an entry is for good, a name need not be.
        action: 'leads.captured',
        subject: 'é',
        facts: { rows: 3, of: null, a: ['"'] },
      },
    ]);
  });

  it('is a whole chain for each organization, whoever writes at the same time', async () => {
    await Promise.all([...Array.from({ length: 10 }, () => record()), ...Array.from({ length: 5 }, () => record(them))]);
    expect(await broken()).toEqual([]);
    const heads = await db.all.query<{ seq: number }>('SELECT seq FROM audit_heads ORDER BY seq');
    expect(heads).toEqual([{ seq: 5 }, { seq: 11 }]);
  });

  it('has no gap where a transaction was undone', async () => {
    const undone = runAs(us, () =>
      db.database.transaction(async (em) => {
        await audit.record(em, { organizationId: us.organizations[0], action: 'x', subject: 'x', facts: {} });
        throw new Error('undone');
      }),
    );
    await expect(undone).rejects.toThrow('undone');
    await record();
    expect(await broken()).toEqual([]);
    expect(await db.all.query('SELECT seq FROM audit_log ORDER BY seq')).toEqual([{ seq: 1 }, { seq: 2 }]);
  });

  it.each([
    ['changes a fact', `UPDATE audit_log SET facts = '{"rows":4}' WHERE seq = 2`, [2]],
    ['changes who it was', `UPDATE audit_log SET caller = 'user:somebody' WHERE seq = 2`, [2]],
    ['removes an entry in between', `DELETE FROM audit_log WHERE seq = 2`, [3]],
    ['removes the last entry', `DELETE FROM audit_log WHERE seq = 3`, [3]],
  ])('shows it when somebody with all rights %s', async (_what, sql, entries) => {
    await record();
    await record();
    expect(await broken()).toEqual([]);
    await tamper(sql);
    expect(await broken()).toEqual(entries);
  });

  it('refuses to be changed by the service for want of rights, and by its owner by trigger', async () => {
    for (const sql of [`UPDATE audit_log SET subject = ''`, 'DELETE FROM audit_log']) {
      await expect(runAs(us, () => db.database.transaction((em) => execute(em, sql)))).rejects.toThrow('permission denied');
      await expect(db.all.query(sql)).rejects.toThrow('append-only');
    }
    await expect(db.all.query('TRUNCATE audit_log')).rejects.toThrow('append-only');
  });

  it('takes no entry for an organization the caller does not act for', async () => {
    await expect(record(us, { organizationId: them.organizations[0] })).rejects.toThrow('row-level security');
  });
});
