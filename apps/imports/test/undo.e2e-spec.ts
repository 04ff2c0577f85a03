import type { ImportRecord } from '#contracts/imports/imports';
import { derivedId } from '#kernel/ids';
import { someClub, someFederation } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { type World, startWorld } from '#testing/start-world';
import { importsInvariants } from '../src/invariants.js';
import { imports } from '../src/imports.service.js';
import { csv, type Told } from './files.js';
import { OtherServices } from './other-services.js';
import { Operator } from './some-import.js';

let world: World;
let others: OtherServices;
let usual: OtherServices['behaviour'];
let ana: Operator;
const clock = new MovedClock(new Date('2026-09-10T12:00:00Z'));

beforeAll(async () => {
  world = await startWorld([imports], { clock });
  others = await OtherServices.play(world);
  usual = { ...others.behaviour };
}, 60_000);
beforeEach(async () => {
  clock.moveTo('2026-09-10T12:00:00Z');
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

async function someOperator(): Promise<Operator> {
  const operator = new Operator(world, someClub(someFederation()));
  others.knows(operator.club);
  await others.register(operator.club);
  return operator;
}

const people = (count: number): Told[] => Array.from({ length: count }, (_, i) => ({ 'First name': `Ana ${i}` }));
const counteredOf = (id: string) => others.countered.filter(({ importId }) => importId === id);
const withdrawnOf = (id: string) => others.withdrawn.filter(({ importId }) => importId === id);

async function finished(count: number): Promise<ImportRecord> {
  const checked = await ana.check(csv(people(count)));
  await ana.commit(checked);
  return ana.settled(checked.id, 'finished');
}

describe('the undo of an import', () => {
  it('IMP-17: goes row by row through billing, and only then person by person through identity', async () => {
    const { id } = await finished(3);
    expect(await ana.undo(id)).toMatchObject({ state: 'undoing', undo: { rows: 0, finishedAt: null } });
    const undone = await ana.settled(id, 'undone');
    expect(undone.undo).toMatchObject({ rows: 3, documents: 3, memberships: 3, people: 3, undone: 3, kept: 0 });
    expect(counteredOf(id).map(({ rows }) => rows)).toEqual([[2, 3, 4]]);
    expect(withdrawnOf(id).map(({ people: named }) => named.map(({ row, keep }) => [row, keep]))).toEqual([[[2, []], [3, []], [4, []]]]); // prettier-ignore
    expect((await ana.rows(id)).data.map(({ undo }) => undo)).toEqual(
      [2, 3, 4].map((row) => ({
        undone: true,
        reasons: [],
        clientCreditNote: { id: derivedId('credit-note', id, row, 'client'), number: `CN-${row}` },
        corporateCreditNote: { id: derivedId('credit-note', id, row, 'corporate'), number: `FN-${row}` },
      })),
    );
  });

  it('IMP-17: foresees exactly what it does, and names what it keeps, in pages', async () => {
    const { id } = await finished(4);
    others.behaviour.touched = (row) => (row === 3 ? ['client-paid', 'club-paid'] : []);
    others.behaviour.ended = (row) => row === 4;
    others.behaviour.keptParties = (named) =>
      named.flatMap(({ personId, row }) =>
        row === 5 ? [{ kind: 'person' as const, id: personId, row, reasons: ['edited' as const] }] : [],
      );
    const expected = {
      rows: { undone: 2, kept: 2 },
      memberships: 2,
      people: { withdrawn: 1, kept: 1 },
      totals: { client: { creditNotes: 2, creditedMinor: 8000 }, corporate: { creditNotes: 2, creditedMinor: 5000 } },
      kept: {
        data: [
          { row: 3, kind: 'row', reasons: ['client-paid', 'club-paid'], name: expect.stringMatching(/^Ana 1 /) },
          { row: 4, kind: 'row', reasons: ['membership-ended'], name: expect.stringMatching(/^Ana 2 /) },
          { row: 5, kind: 'person', reasons: ['edited'], name: expect.stringMatching(/^Ana 3 /) },
        ],
      },
    };
    expect(await ana.undoPreview(id)).toMatchObject({ ...expected, undoableUntil: '2026-10-10' });
    await ana.undo(id);
    await ana.settled(id, 'undone');
    const result = await ana.undoResult(id);
    expect(result).toMatchObject(expected);
    expect(counteredOf(id).map(({ rows }) => rows)).toEqual([[2, 3, 5]]); // What has ended is not taken to billing at all.

    const paged: unknown[] = [];
    for (let after: string | undefined; ;) {
      const { kept } = await ana.undoResult(id, { limit: 1, ...(after && { after }) });
      paged.push(...kept.data);
      if (kept.next === null) break;
      after = kept.next;
    }
    expect(paged).toEqual(result.kept.data);
    const report = (await ana.report(id)).split('\r\n');
    expect(report[1]).toContain('created; undone (CN-2, FN-2)');
    expect(report[2]).toContain('kept: paid by the client, paid to the federation');
    expect(report[4]).toContain('person kept: edited');
    expect(await ana.report(id, 'fr')).toContain('conservé: payé par le client, payé à la fédération');
  });

  it('IMP-17: is sent in batches, some under way at once, and takes each answer once', async () => {
    const { id } = await finished(2_600);
    const waiting: Parameters<OtherServices['carryOutCounter']>[0][] = [];
    others.behaviour.counter = async (batch) => void waiting.push(batch);
    await ana.undo(id);
    await eventually(() => waiting.length === 4, { withinMs: 30_000 });
    expect(withdrawnOf(id)).toEqual([]);
    await others.carryOutCounter(waiting[0]);
    await others.carryOutCounter(waiting[0]); // Under other message ids.
    await eventually(() => waiting.length === 5);
    expect(await ana.get(id)).toMatchObject({ state: 'undoing', undo: { rows: 2_600, documents: 500, undone: 500 } });
    for (let next = 1; next < 6; next++) {
      await eventually(() => waiting.length > next);
      await others.carryOutCounter(waiting[next]);
    }
    expect((await ana.settled(id, 'undone')).undo).toMatchObject({ documents: 2_600, memberships: 2_600, people: 2_600, undone: 2_600 });
  }, 90_000);

  it('IMP-17: takes a paused import back as far as it ran: what is under way is waited for, the rest never goes', async () => {
    const waiting: Parameters<OtherServices['carryOut']>[0][] = [];
    others.behaviour.admit = async (batch) => void waiting.push(batch);
    const checked = await ana.check(csv(people(4_000)));
    await ana.commit(checked);
    await eventually(() => waiting.length >= 4, { withinMs: 30_000 });
    await ana.steer(checked.id, 'pause');
    const sent = waiting.flatMap((batch) => batch.people.map(({ row }) => row)).sort((a, b) => a - b);
    await ana.undo(checked.id);
    await others.carryOut(waiting[0]);
    expect(counteredOf(checked.id)).toEqual([]); // Others are still on their way.
    for (const batch of waiting.slice(1)) await others.carryOut(batch);

    const undone = await ana.settled(checked.id, 'undone');
    expect(undone.undo).toMatchObject({ rows: sent.length, undone: sent.length, kept: 0 });
    expect(counteredOf(checked.id).flatMap(({ rows }) => rows).sort((a, b) => a - b)).toEqual(sent); // prettier-ignore
    expect(others.released).toContain(checked.id);
    await expect(ana.steer(checked.id, 'resume')).rejects.toMatchObject({ code: 'imports.not-ready' });
  }, 90_000);

  it('IMP-17: before its first row an import is cancelled, not undone', async () => {
    const checked = await ana.check(csv(people(1)));
    others.behaviour.reserve = async () => {
      await ana.steer(checked.id, 'pause');
      await expect(ana.undo(checked.id)).rejects.toMatchObject({ code: 'imports.not-ready', facts: { state: 'paused' } });
      await ana.steer(checked.id, 'cancel');
      return { changed: [], refused: [] };
    };
    await ana.commit(checked);
    await ana.settled(checked.id, 'cancelled');
    await expect(ana.undo(checked.id)).rejects.toMatchObject({ code: 'imports.not-ready', facts: { state: 'cancelled' } });
  });

  it('IMP-17: a second undo changes nothing, whoever asks and however often', async () => {
    const { id } = await finished(2);
    const answers = await Promise.allSettled([ana.undo(id), ana.undo(id), ana.undo(id)]);
    expect(answers.every(({ status }) => status === 'fulfilled')).toBe(true);
    const undone = await ana.settled(id, 'undone');
    expect(await ana.undo(id)).toEqual(undone);
    expect(counteredOf(id)).toHaveLength(1);
    clock.moveTo('2027-09-10T12:00:00Z');
    expect(await ana.undo(id)).toEqual(undone);
  });

  it('IMP-17: is refused thirty-one days after the end, by the club’s calendar', async () => {
    const { id } = await finished(1);
    clock.moveTo('2026-10-11T04:00:00Z');
    await expect(ana.undo(id)).rejects.toMatchObject({ code: 'imports.undo-too-late', facts: { until: '2026-10-10' } });
    clock.moveTo('2026-10-11T03:59:00Z');
    await ana.undo(id);
    await ana.settled(id, 'undone');
  });

  it('another club’s import is as missing for an undo as for all else', async () => {
    const { id } = await finished(1);
    const ben = await someOperator();
    for (const ask of [() => ben.undo(id), () => ben.undoPreview(id), () => ben.undoResult(id)])
      await expect(ask()).rejects.toMatchObject({ code: 'imports.no-such-import' });
  });
});
