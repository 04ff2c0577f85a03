import { AdmitPeople } from '#contracts/identity/admit-people.command';
import { derivedId, newId } from '#kernel/ids';
import { someClub, someFederation } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { type World, startWorld } from '#testing/start-world';
import { importsInvariants } from '../src/invariants.js';
import { imports } from '../src/imports.service.js';
import { candidate, someId, terms } from './assessed.js';
import { type Told, csv } from './files.js';
import { OtherServices } from './other-services.js';
import { Operator } from './some-import.js';

let world: World;
let others: OtherServices;
let usual: OtherServices['behaviour'];
let ana: Operator;

beforeAll(async () => {
  world = await startWorld([imports]);
  others = await OtherServices.play(world);
  usual = { ...others.behaviour };
}, 60_000);
beforeEach(async () => {
  others.released.length = 0;
  ana = await someOperator();
});
afterEach(async () => {
  Object.assign(others.behaviour, usual);
  for (const { number, title, sql } of importsInvariants)
    expect({ number, title, broken: await world.database('imports').query(sql) }).toEqual({ number, title, broken: [] });
});
afterAll(async () => {
  await others?.stop();
  await world?.stop();
});

async function someOperator(options: { freemium?: boolean } = {}): Promise<Operator> {
  const operator = new Operator(world, someClub(someFederation()));
  others.knows(operator.club);
  await others.register(operator.club, options);
  return operator;
}

const people = (count: number): Told[] => Array.from({ length: count }, (_, i) => ({ 'First name': `Ana ${i}` }));
const sent = (importId: string) => others.admitted.filter((batch) => batch.importId === importId);
const child = (first: string): Told => ({ 'First name': first, 'Birth date': '2016/03/03' });

describe('worked example 5.2', () => {
  const [leo, max] = [
    { ...child('Léo'), Gender: 'M' },
    { 'First name': 'Max', Gender: 'M' },
  ];

  it.each([
    ['an ordinary', false, 0],
    ['a Freemium', true, 12_000],
  ])('IMP-13, IMP-14: %s club previews and commits three rows at both levels', async (_, freemium, paid) => {
    const operator = await someOperator({ freemium });
    others.behaviour.match = (asked) =>
      asked.flatMap(({ row, firstName }) => (firstName === 'Max' ? { row, verdict: 'match', candidates: [candidate('Max')] } : []));
    const checked = await operator.check(csv([{}, leo, max]));
    const preview = await operator.preview(checked.id);
    expect(preview).toMatchObject({
      previewHash: checked.previewHash,
      people: { created: 2, reused: 1 },
      accounts: { created: 2, placeholders: 1 },
      memberships: 3,
      totals: {
        client: { documents: 3, totalMinor: 12_000, paidMinor: paid },
        corporate: { documents: 3, totalMinor: 7_500, paidMinor: 0 },
      },
    });
    expect(
      preview.documents.data.map(({ row, level, debtorName, totalMinor, paidMinor }) => [row, level, debtorName, totalMinor, paidMinor]),
    ).toEqual([
      [2, 'client', 'Ana Roy', 4000, paid / 3],
      [2, 'corporate', operator.club.name, 2500, 0],
      [3, 'client', 'Parent de Léo Roy', 4000, paid / 3],
      [3, 'corporate', operator.club.name, 2500, 0],
      [4, 'client', 'Max Roy', 4000, paid / 3],
      [4, 'corporate', operator.club.name, 2500, 0],
    ]);

    await operator.commit(checked);
    const finished = await operator.settled(checked.id, 'finished');
    expect(finished).toMatchObject({
      counts: { rows: 3, created: 2, reused: 1, skipped: 0, failed: 0 },
      processed: 3,
      stages: { people: 3, memberships: 3, invoices: 3 },
    });
    const [batch] = sent(checked.id);
    expect(batch.people).toMatchObject([
      { row: 2, reuse: false, accountExists: false, owner: { personId: derivedId('person', checked.id, 2), firstName: 'Ana' } },
      { row: 3, reuse: false, accountExists: false, owner: null },
      { row: 4, reuse: true, personId: someId('person Max'), accountId: someId('account Max'), accountExists: true, owner: null },
    ]);
    expect(
      (await operator.rows(checked.id)).data.map(({ outcome, clientInvoice, corporateInvoice }) => [
        outcome,
        clientInvoice?.number,
        corporateInvoice?.number,
      ]),
    ).toEqual([
      ['created', 'C-2', 'F-2'],
      ['created', 'C-3', 'F-3'],
      ['reused', 'C-4', 'F-4'],
    ]);
    expect(await operator.report(checked.id)).toContain(',created,C-2,F-2,2\r\n');
  });

  it('pages the documents of a preview without losing one', async () => {
    const { id } = await ana.check(csv(people(7)));
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const { documents } = await ana.preview(id, { limit: 3, after });
      seen.push(...documents.data.map(({ row, level }) => `${row} ${level}`));
      if (documents.next === null) break;
      after = documents.next;
    }
    expect(seen).toEqual(Array.from({ length: 7 }, (_, i) => [`${i + 2} client`, `${i + 2} corporate`]).flat());
  });
});

describe('a run', () => {
  it('goes in batches of 650 rows, four at a time, households whole, each next one when the invoices of one are in', async () => {
    const waiting: Parameters<OtherServices['carryOut']>[0][] = [];
    others.behaviour.admit = async (batch) => void waiting.push(batch);
    const siblings = (first: string): Told => ({
      ...child(first),
      'Account owner first name': 'Eva',
      'Account owner last name': 'Roy',
      'Account owner email': 'eva@roy.ca',
    });
    const checked = await ana.check(csv([siblings('Léo'), ...people(3_898), siblings('Zoé')]));
    await ana.commit(checked);
    await eventually(() => waiting.length === 4);
    expect(waiting.map((batch) => batch.people.length)).toEqual([650, 650, 650, 650]);
    expect(
      waiting
        .find(({ batch }) => batch === 1)!
        .people.filter(({ birthDate }) => birthDate > '2010')
        .map(({ row, accountId, owner }) => [row, accountId, owner?.firstName]),
    ).toEqual([
      [2, derivedId('account', checked.id, 2), 'Eva'],
      [3_901, derivedId('account', checked.id, 2), 'Eva'],
    ]);

    await others.carryOut(waiting[2]);
    await eventually(() => waiting.length === 5);
    expect(await ana.get(checked.id)).toMatchObject({
      state: 'running',
      processed: 650,
      stages: { people: 650, memberships: 650, invoices: 650 },
    });
    for (const batch of waiting.filter((_, i) => i !== 2)) await others.carryOut(batch);
    await eventually(() => waiting.length === 6);
    await others.carryOut(waiting[5]);
    expect(await ana.settled(checked.id, 'finished')).toMatchObject({ processed: 3_900, counts: { created: 3_900, failed: 0 } });
    expect(new Set(sent(checked.id).flatMap((batch) => batch.people.map(({ row }) => row))).size).toBe(3_900);
    expect(others.released).toEqual([checked.id]);
  }, 60_000);

  it('ends the same when everything arrives three times and in any order', async () => {
    const waiting: Parameters<OtherServices['carryOut']>[0][] = [];
    others.behaviour.admit = async (batch) => void waiting.push(batch);
    const checked = await ana.check(csv(people(1_500)));
    await ana.commit(checked);
    await eventually(() => waiting.length === 3);
    const announcements = waiting.flatMap((batch) => others.announcements(batch));
    const shuffled = [...announcements, ...announcements, ...announcements]
      .map((announce, i) => ({ announce, at: (i * 7919) % 27 }))
      .sort((a, b) => a.at - b.at);
    for (const { announce } of shuffled) await announce();
    expect(await ana.settled(checked.id, 'finished')).toMatchObject({
      processed: 1_500,
      stages: { people: 1_500, memberships: 1_500, invoices: 1_500 },
      counts: { created: 1_500 },
    });
    expect(await world.database('imports').query('SELECT count(*)::int AS count FROM results WHERE import_id = $1', [checked.id])).toEqual([
      { count: 1_500 },
    ]);
  }, 60_000);

  it('IMP-8, IMP-11: who appeared meanwhile is reused, who holds it by now is skipped, and both are counted', async () => {
    others.behaviour.admit = (batch) =>
      others.carryOut(batch, {
        reusedMeanwhile: [
          { row: 3, personId: someId('else') },
          { row: 4, personId: someId('other') },
        ],
        skipped: [4],
      });
    const checked = await ana.check(csv(people(3)));
    await ana.commit(checked);
    expect(await ana.settled(checked.id, 'finished')).toMatchObject({ counts: { rows: 3, created: 1, reused: 1, skipped: 1, failed: 0 } });
    expect((await ana.rows(checked.id)).data.map(({ outcome, personId }) => [outcome, personId])).toEqual([
      ['created', derivedId('person', checked.id, 2)],
      ['reused', someId('else')],
      ['skipped', someId('other')],
    ]);
  });

  it('a file in which everybody holds it already finishes without a document', async () => {
    others.behaviour.sale = () => ({ problem: 'already-held', facts: { through: 'another-club' } });
    const checked = await ana.check(csv(people(2)));
    expect(checked).toMatchObject({ state: 'ready', counts: { skipped: 2, warnings: 2 } });
    await ana.commit(checked);
    expect(await ana.settled(checked.id, 'finished')).toMatchObject({ counts: { rows: 2, created: 0, skipped: 2 }, processed: 2 });
    expect(sent(checked.id)).toEqual([]);
  });

  it('IMP-19: the commit and the end enter the audit log of the club', async () => {
    const checked = await ana.check(csv(people(2)));
    await ana.commit(checked);
    await ana.settled(checked.id, 'finished');
    const log = await world
      .database('imports')
      .query('SELECT action, caller FROM audit_log WHERE organization_id = $1 ORDER BY seq', [ana.club.id]);
    expect(log).toMatchObject([
      { action: 'imports.import-committed', caller: `user:${ana.caller.id}` },
      { action: 'imports.import-finished' },
    ]);
  });

  it('goes on where it stood when its process dies', async () => {
    const waiting: Parameters<OtherServices['carryOut']>[0][] = [];
    others.behaviour.admit = async (batch) => void waiting.push(batch);
    const checked = await ana.check(csv(people(3_250)));
    await ana.commit(checked);
    await eventually(() => waiting.length === 4);
    await world.halt('imports');
    for (const batch of waiting.slice(0, 4)) await others.carryOut(batch); // Announced while nobody listens.
    await world.start('imports');
    await eventually(() => waiting.length === 5);
    await others.carryOut(waiting[4]);
    expect(await ana.settled(checked.id, 'finished')).toMatchObject({ counts: { created: 3_250 } });
    expect(sent(checked.id)).toHaveLength(5);
  }, 60_000);
});

describe('a commit', () => {
  it('IMP-16: is refused with the difference when a price has changed, and the new preview takes the place of the old', async () => {
    const checked = await ana.check(csv(people(2)));
    others.behaviour.listings = () => [terms('Recreational', { sellingMinor: 4200 })];
    const refusal = await ana
      .commit(checked, { key: 'k' })
      .catch((error: { code: string; kind: string; facts: { difference: string[]; previewHash: string } }) => error);
    expect(refusal).toMatchObject({
      code: 'imports.preview-changed',
      kind: 'conflict',
      facts: { difference: [expect.stringMatching(/42,00.*40,00/)] },
    });
    await expect(ana.commit(checked, { key: 'k' })).rejects.toMatchObject({ code: 'imports.preview-changed' }); // The first answer again.
    const preview = await ana.preview(checked.id);
    expect(preview.totals.client.totalMinor).toBe(8_400);
    expect(preview.documents.data).toHaveLength(4);
    await expect(ana.commit(checked)).rejects.toMatchObject({ code: 'imports.preview-changed' }); // The old hash stays refused.
    await ana.commit({ id: checked.id, previewHash: preview.previewHash });
    await ana.settled(checked.id, 'finished');
  });

  it('IMP-16: a person known meanwhile changes the preview too', async () => {
    const checked = await ana.check(csv(people(2)));
    others.behaviour.match = (asked) => asked.slice(0, 1).map(({ row }) => ({ row, verdict: 'match', candidates: [candidate('Ana')] }));
    await expect(ana.commit(checked)).rejects.toMatchObject({ code: 'imports.preview-changed' });
    expect(await ana.get(checked.id)).toMatchObject({ state: 'ready', counts: { created: 1, reused: 1 } });
    expect(sent(checked.id)).toEqual([]);
  });

  it('IMP-16: what turns into a question or an error at the second look is never run', async () => {
    const checked = await ana.check(csv(people(1)));
    others.behaviour.match = (asked) => asked.map(({ row }) => ({ row, verdict: 'possible', candidates: [candidate('Ana')] }));
    await expect(ana.commit(checked)).rejects.toMatchObject({ code: 'imports.preview-changed', facts: { previewHash: null } });
    expect(await ana.get(checked.id)).toMatchObject({ state: 'needsDecisions' });
  });

  it('IMP-16: dates that midnight moved change nothing to the preview, and the newer ones run', async () => {
    const checked = await ana.check(csv(people(1)));
    let reserved: (string | null)[] = [];
    others.behaviour.sale = () => ({ expiresOn: '2100-01-01' });
    others.behaviour.reserve = ({ sales }) => {
      reserved = sales.map(({ expiresOn }) => expiresOn);
      return { changed: [], refused: [] };
    };
    await ana.commit(checked);
    await ana.settled(checked.id, 'finished');
    expect(reserved).toEqual(['2100-01-01']);
  });

  it('IMP-16: the same content a second time asks for confirmation', async () => {
    const content = csv(people(2));
    const first = await ana.check(content);
    await ana.commit(first);
    await ana.settled(first.id, 'finished');
    others.behaviour.sale = () => ({ problem: 'already-held', facts: { through: 'own-club' } });
    const again = await ana.check(content);
    expect(again.sameContentAs).toEqual([first.id]);
    await expect(ana.commit(again)).rejects.toMatchObject({ code: 'imports.repeat-unconfirmed', facts: { sameContentAs: [first.id] } });
    await ana.commit(again, { confirmRepeat: true });
    expect(await ana.settled(again.id, 'finished')).toMatchObject({ counts: { skipped: 2, created: 0 } });
  });

  it('runs once however often and however much at once the same key asks', async () => {
    const checked = await ana.check(csv(people(2)));
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => ana.commit(checked, { key: 'one-key' })));
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    await ana.settled(checked.id, 'finished');
    expect(await ana.commit(checked, { key: 'one-key' })).toMatchObject({ id: checked.id, state: 'running' }); // The first answer.
    await expect(ana.commit(checked, { key: newId() })).rejects.toMatchObject({ code: 'imports.not-ready' });
    expect(sent(checked.id)).toHaveLength(1);
  });

  it('two commits of one import at once start one run', async () => {
    const checked = await ana.check(csv(people(2)));
    const answers = await Promise.allSettled([ana.commit(checked), ana.commit(checked)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await ana.settled(checked.id, 'finished');
    expect(sent(checked.id)).toHaveLength(1);
  });
});

describe('what cannot be reserved runs not at all', () => {
  it.each([
    [
      'slots somebody else took',
      { reserve: () => ({ changed: [], refused: [{ row: 3, problem: 'already-held' as const }] }) },
      'Already held by now, rows 3.',
    ],
    [
      'quota that is gone',
      { reserve: () => ({ changed: [], refused: [{ row: 2, problem: 'quota-exceeded' as const }] }) },
      'No quota left, rows 2.',
    ],
    ['prices that changed', { reserve: () => ({ changed: [terms()], refused: [] }) }, 'Changed since the preview: "Recreational".'],
    [
      'taxes that changed',
      { freeze: () => ({ changed: [{ key: 0, netMinor: 1, taxes: [], totalMinor: 1 }] }) },
      'Taxes have changed since the preview.',
    ],
  ])('%s: the import goes back to its operator with the reason, and may be committed again', async (_, behaviour, reason) => {
    const checked = await ana.check(csv(people(3)));
    Object.assign(others.behaviour, behaviour);
    await ana.commit(checked);
    const back = await ana.settled(checked.id, 'ready');
    expect(back).toMatchObject({ reason, committedAt: null });
    expect(sent(checked.id)).toEqual([]);
    expect(others.released).toEqual([checked.id]);

    Object.assign(others.behaviour, usual);
    await ana.commit(back);
    expect(await ana.settled(checked.id, 'finished')).toMatchObject({ reason: null, counts: { created: 3 } });
    expect(sent(checked.id)).toHaveLength(1);
  });
});

describe('steering', () => {
  it('pauses between batches and goes on when resumed', async () => {
    const waiting: Parameters<OtherServices['carryOut']>[0][] = [];
    others.behaviour.admit = async (batch) => void waiting.push(batch);
    const checked = await ana.check(csv(people(3_250)));
    await ana.commit(checked);
    await eventually(() => waiting.length === 4);
    expect(await ana.steer(checked.id, 'pause')).toMatchObject({ state: 'paused' });
    expect(await ana.steer(checked.id, 'pause')).toMatchObject({ state: 'paused' });
    for (const batch of waiting.slice(0, 4)) await others.carryOut(batch);
    await eventually(async () => (await ana.get(checked.id)).processed === 2_600);
    expect(waiting).toHaveLength(4);
    await expect(ana.steer(checked.id, 'cancel')).rejects.toMatchObject({ code: 'imports.already-running' });

    await ana.steer(checked.id, 'resume');
    await eventually(() => waiting.length === 5);
    await others.carryOut(waiting[4]);
    await ana.settled(checked.id, 'finished');
  }, 60_000);

  it('cancels before the first row runs, and gives back what was reserved', async () => {
    const checked = await ana.check(csv(people(2)));
    others.behaviour.reserve = async () => {
      await ana.steer(checked.id, 'cancel');
      return { changed: [], refused: [] };
    };
    await ana.commit(checked);
    expect(await ana.settled(checked.id, 'cancelled')).toMatchObject({ reason: 'Cancelled before the first row.' });
    await eventually(() => others.released.includes(checked.id));
    expect(sent(checked.id)).toEqual([]);
    await expect(ana.commit(checked)).rejects.toMatchObject({ code: 'imports.not-ready' });
  });

  it('discards a file that was never committed, with everything in it', async () => {
    const checked = await ana.check(csv([{ Gender: 'x' }]));
    expect(await ana.steer(checked.id, 'discard')).toMatchObject({ state: 'discarded' });
    for (const table of ['record_pages', 'checked_pages', 'issues', 'plan_pages'])
      expect(await world.database('imports').query(`SELECT 1 FROM ${table} WHERE import_id = $1`, [checked.id])).toEqual([]);
    expect(
      (
        await world
          .database('imports')
          .query('SELECT count(*)::int AS pieces FROM upload_pieces p JOIN imports i USING (upload_id) WHERE i.id = $1', [checked.id])
      )[0],
    ).toEqual({ pieces: 0 });
    await expect(ana.report(checked.id)).rejects.toMatchObject({ code: 'imports.not-ready' });
    await expect(ana.steer(checked.id, 'resume')).rejects.toMatchObject({ code: 'imports.not-ready', facts: { state: 'discarded' } });
  });

  it('a finished import is neither cancelled nor discarded', async () => {
    const checked = await ana.check(csv(people(1)));
    await ana.commit(checked);
    await ana.settled(checked.id, 'finished');
    for (const to of ['cancel', 'discard', 'pause', 'resume'] as const)
      await expect(ana.steer(checked.id, to)).rejects.toMatchObject({ code: 'imports.not-ready' });
  });
});

describe('messages stay within what the broker carries', () => {
  it('rows as wide as allowed go in smaller batches', async () => {
    const wide = (i: number): Told => ({
      'First name': `é${i}`.padEnd(100, 'é'),
      'Last name': 'é'.repeat(100),
      Address: 'é'.repeat(500),
      City: 'é'.repeat(500),
      Phone: 'é'.repeat(500),
      Country: 'é'.repeat(500),
      'State/Province': 'é'.repeat(500),
      'Zip/Postal Code': 'é'.repeat(500),
    });
    const checked = await ana.check(csv(Array.from({ length: 300 }, (_, i) => wide(i))));
    await ana.commit(checked);
    await ana.settled(checked.id, 'finished');
    const sizes = sent(checked.id).map((batch) => Buffer.byteLength(JSON.stringify(batch)));
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(700_000);
    expect(AdmitPeople.subject).toBe('identity.run.admit-people.v1');
  }, 60_000);
});
