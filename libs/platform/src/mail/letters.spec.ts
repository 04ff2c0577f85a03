import { Migration } from '@mikro-orm/migrations';
import { newId, type Uuid } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { letterTo, lettersTo, smtpUrl } from '#testing/inbox';
import { startDatabase, type StartedDatabase } from '#testing/start-database';
import { ConfigurationInvalid, loadConfig } from '../config/load-config.js';
import { platformTables } from '../database/platform-tables.js';
import { query } from '../database/sql.js';
import { makeDataKeys } from '../encryption/data-keys.js';
import { runAs } from '../messaging/context.js';
import { MessageMetrics } from '../messaging/message-metrics.js';
import { Metrics } from '../metrics/metrics.js';
import { ThisService } from '../service/this-service.js';
import { LetterSeal } from './letter-seal.js';
import { LetterSender } from './letter-sender.js';
import type { LetterContent, NewLetter } from './letter.js';
import { lettersTable } from './letters-table.js';
import { Letters } from './letters.js';
import { MailConfig } from './mail-config.js';
import { Postman } from './postman.js';

class Migration001Letters extends Migration {
  override up(): void {
    for (const statement of [...platformTables('leads'), ...lettersTable('leads')]) this.addSql(statement);
  }
}

const content: LetterContent = { language: 'en', subject: 'Hello', greeting: 'Dear Ana,', paragraphs: ['Welcome.'], closing: ['The club'] };

describe('letters', () => {
  let db: StartedDatabase;
  const us = someCaller();
  const running: { sender: LetterSender; postman: Postman }[] = [];
  const keys = makeDataKeys();

  beforeAll(async () => {
    db = await startDatabase({ name: 'leads', module: class {}, migrations: [Migration001Letters], narrowRoles: ['postman'] });
  });
  afterEach(async () => {
    for (const { sender, postman } of running.splice(0)) {
      await sender.onModuleDestroy();
      postman.onModuleDestroy();
    }
  });
  afterAll(() => db?.stop());

  /** A process that writes and sends letters; `idle`: it never looks for any. */
  function aService({ idle = false, smtp = smtpUrl(), tries = 12 } = {}): Letters {
    const env = { SMTP_URL: smtp, MAIL_FROM: 'post@tessera.test', DATA_KEYS: keys, MAIL_RETRY_MS: '20', MAIL_TRIES: String(tries) };
    const config = loadConfig(MailConfig, env);
    const seal = new LetterSeal(config);
    const postman = new Postman(config);
    const metrics = new Metrics(new ThisService('leads'), new MessageMetrics());
    const sender = new LetterSender(db.database, seal, postman, config, metrics);
    if (!idle) sender.onApplicationBootstrap();
    running.push({ sender, postman });
    return new Letters(seal, sender);
  }

  const aLetter = (to: string, changes: Partial<NewLetter> = {}): NewLetter => ({
    id: newId(),
    organizationId: us.organizations[0],
    kind: 'test',
    about: null,
    to,
    from: 'CPA Laval',
    content,
    ...changes,
  });
  const write = (letters: Letters, ...written: NewLetter[]) =>
    runAs(us, () => db.database.transaction((em) => letters.add(em, ...written)));
  const stateOf = async (id: Uuid) => (await db.all.query(`SELECT * FROM letters WHERE id = $1`, [id]))[0];
  const address = () => `reader.${newId()}@mail.test`;

  it('reach the reader, from the organization that writes', async () => {
    const to = address();
    const letter = aLetter(to);
    await write(aService(), letter);
    expect(await letterTo(to)).toMatchObject({
      to: [to],
      from: 'post@tessera.test',
      fromName: 'CPA Laval',
      subject: 'Hello',
      text: expect.stringContaining('Welcome.'),
      html: expect.stringContaining('<p>Welcome.</p>'),
      headers: { 'message-id': `<${letter.id}@tessera.test>`, 'auto-submitted': 'auto-generated' },
    });
  });

  it('leave only with the transaction of what they tell', async () => {
    const [to, later] = [address(), address()];
    const letters = aService();
    const undone = runAs(us, () =>
      db.database.transaction(async (em) => {
        await letters.add(em, aLetter(to));
        throw new Error('undone');
      }),
    );
    await expect(undone).rejects.toThrow('undone');
    await write(letters, aLetter(later));
    await letterTo(later);
    expect(await lettersTo(to)).toEqual([]);
  });

  it('are kept encrypted, and erased once they are sent', async () => {
    const letter = aLetter(address(), { content: { ...content, paragraphs: ['a-secret-link'] } });
    await write(aService({ idle: true }), letter);
    const waiting = await stateOf(letter.id);
    expect(waiting).toMatchObject({ sealed: expect.anything(), sent_at: null });
    const kept = Object.values(waiting).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)));
    expect(kept.join()).not.toMatch(/a-secret-link|mail\.test/);
    aService();
    expect(await eventually(async () => (await stateOf(letter.id)).sent_at !== null && stateOf(letter.id))).toMatchObject({
      sealed: null,
      key_id: null,
      tries: 1,
    });
  });

  it('are sent once, however many senders look for them', async () => {
    const many = Array.from({ length: 60 }, () => aLetter(address()));
    await write(aService({ idle: true }), ...many);
    for (let i = 0; i < 3; i++) aService();
    for (const { to } of many) await letterTo(to);
    await eventually(async () => {
      const open = await db.all.query(`SELECT FROM letters WHERE id = ANY ($1) AND sent_at IS NULL`, [many.map(({ id }) => id)]);
      return open.length === 0;
    });
    for (const { to } of many) expect(await lettersTo(to)).toHaveLength(1);
  });

  it('are written once under an id', async () => {
    const to = address();
    const letters = aService();
    const letter = aLetter(to);
    await write(letters, letter, letter);
    await letterTo(to);
    await write(letters, letter);
    await write(letters, aLetter(to, { content: { ...content, subject: 'The next one' } }));
    expect((await letterTo(to, 2)).subject).toBe('The next one');
  });

  it('go again when the server was busy', async () => {
    const to = `busy.${newId()}@mail.test`;
    const letter = aLetter(to);
    await write(aService(), letter);
    await letterTo(to);
    expect(await eventually(async () => (await stateOf(letter.id)).sent_at !== null && stateOf(letter.id))).toMatchObject({
      tries: 2,
      problem: null,
    });
  });

  it.each([
    ['at once, where there is no such mailbox', `nobody.${newId()}@mail.test`, 1, 'EENVELOPE 550'],
    ['after so many tries, where it is full', `full.${newId()}@mail.test`, 3, 'EENVELOPE 452'],
    ['at once, when the address is none', `a@mail.test\r\nBcc: b@mail.test`, 1, 'not one e-mail address'],
  ])('are given up %s, and say why', async (_when, to, tries, problem) => {
    const letter = aLetter(to);
    await write(aService({ tries: 3 }), letter);
    expect(await eventually(async () => (await stateOf(letter.id)).given_up_at !== null && stateOf(letter.id))).toMatchObject({
      sealed: null,
      sent_at: null,
      tries,
      problem,
    });
  });

  it('wait while no mail server answers', async () => {
    const to = address();
    const letter = aLetter(to);
    await write(aService({ smtp: 'smtp://127.0.0.1:1' }), letter);
    await eventually(async () => (await stateOf(letter.id)).problem !== null);
    expect(await stateOf(letter.id)).toMatchObject({ given_up_at: null, problem: 'ESOCKET' });
    await running.splice(0)[0].sender.onModuleDestroy();
    aService();
    await letterTo(to);
  });

  it('of a sender that was killed go again, once its lease is over', async () => {
    const to = address();
    const letter = aLetter(to);
    await write(aService({ idle: true }), letter);
    await db.all.query(`UPDATE letters SET lease = gen_random_uuid(), leased_until = now() + interval '1 hour' WHERE id = $1`, [letter.id]);
    const letters = aService();
    const other = address();
    await write(letters, aLetter(other));
    await letterTo(other);
    expect(await lettersTo(to)).toEqual([]);
    await db.all.query(`UPDATE letters SET leased_until = now() WHERE id = $1`, [letter.id]);
    await write(letters, aLetter(address()));
    expect((await letterTo(to)).headers['message-id']).toBe(`<${letter.id}@tessera.test>`);
  });

  it('carry no second header or reader that a name brought along', async () => {
    const to = address();
    const evil = `Club\r\nBcc: victim.${newId()}@mail.test`;
    await write(aService(), aLetter(to, { from: evil, content: { ...content, subject: evil } }));
    const letter = await letterTo(to);
    expect(letter.to).toEqual([to]);
    expect(letter.headers).not.toHaveProperty('bcc');
    expect(letter.subject).toBe(evil.replace('\r\n', ' '));
  });

  it('of one organization are seen by no other, and what they say by nobody', async () => {
    const letter = aLetter(address());
    await write(aService({ idle: true }), letter);
    const seenBy = (caller: typeof us, columns = 'kind') =>
      runAs(caller, () => db.database.transaction((em) => query(em, `SELECT ${columns} FROM letters WHERE id = $1`, [letter.id])));
    expect(await seenBy(us)).toHaveLength(1);
    expect(await seenBy(someCaller())).toEqual([]);
    await expect(seenBy(us, 'sealed')).rejects.toThrow('permission denied');
    await expect(
      runAs(someCaller(), () => db.database.transaction((em) => aService({ idle: true }).add(em, aLetter(address())))),
    ).rejects.toThrow('row-level security');
  });

  it.each([
    ['SMTP_URL', 'http://mail.test'],
    ['SMTP_URL', 'smtp://tessera:changeme@mail.test'],
    ['MAIL_FROM', 'post@example.com'],
    ['MAIL_FROM', 'nobody'],
    ['DATA_KEYS', '{}'],
  ])('are not begun with a %s like %s', (name, value) => {
    const env = { SMTP_URL: 'smtp://tessera:b3tt3r@mail.test', MAIL_FROM: 'post@tessera.test', DATA_KEYS: keys };
    expect(loadConfig(MailConfig, env)).toMatchObject(env);
    expect(() => loadConfig(MailConfig, { ...env, [name]: value })).toThrow(ConfigurationInvalid);
  });
});
