import { FaultyGround, blowsFrom } from './faults/faulty-import.js';

/** The quick version; `npm run test:faults` strikes at 20 seeded points of imports of 2,000 rows. */
describe('an import, while processes are killed', () => {
  let ground: FaultyGround;

  beforeAll(async () => {
    ground = await FaultyGround.make('faults-quick');
  }, 120_000);
  afterAll(() => ground.stop(), 30_000);

  it('completes with nothing lost or doubled though each process is killed once', async () => {
    const done = await ground.importUnder(600, blowsFrom(20_261_122));
    expect(done).toMatchObject({ state: 'finished', counts: { rows: 600, skipped: 0, failed: 0 } });
    expect(await ground.invoicesOf(done.id)).toEqual([
      { level: 'client', count: 600 },
      { level: 'corporate', count: 600 },
    ]);
    expect(await ground.brokenInvariants()).toEqual([]);
  }, 300_000);

  it('IMP-17: is taken back whole, nothing lost or doubled, though each process is killed once', async () => {
    const { id } = await ground.importUnder(600, []);
    const done = await ground.undoUnder(id, blowsFrom(20_261_123));
    expect(done).toMatchObject({ state: 'undone', undo: { rows: 600, undone: 600, kept: 0 } });
    expect(await ground.invoicesOf(id, 'credit-note')).toEqual([
      { level: 'client', count: 600 },
      { level: 'corporate', count: 600 },
    ]);
    expect(await ground.brokenInvariants()).toEqual([]);
  }, 300_000);

  it('completes with nothing lost or doubled though the broker loses its store in the middle', async () => {
    const done = await ground.importUnder(600, [{ at: 0.3, lose: 'jetstream-store' }]);
    expect(done).toMatchObject({ state: 'finished', counts: { rows: 600, skipped: 0, failed: 0 } });
    expect(await ground.invoicesOf(done.id)).toEqual([
      { level: 'client', count: 600 },
      { level: 'corporate', count: 600 },
    ]);
    expect(await ground.brokenInvariants()).toEqual([]);
  }, 300_000);
});
