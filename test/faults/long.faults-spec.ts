import { FaultyGround, blowsFrom, type Blow } from './faulty-import.js';

const points = Array.from({ length: 20 }, (_, index) => index + 1);
const rows = 2_000;

describe('an import of 2,000 rows, struck at seeded points', () => {
  let ground: FaultyGround;

  beforeAll(async () => {
    ground = await FaultyGround.make('faults-long');
  }, 120_000);
  afterAll(() => ground.stop(), 30_000);

  const survives = async (blows: readonly Blow[]): Promise<void> => {
    const done = await ground.importUnder(rows, blows);
    expect(done).toMatchObject({ state: 'finished', counts: { rows, skipped: 0, failed: 0 } });
    expect(await ground.invoicesOf(done.id)).toEqual([
      { level: 'client', count: rows },
      { level: 'corporate', count: rows },
    ]);
    expect(await ground.brokenInvariants()).toEqual([]);
  };

  it.each(points)(
    'completes 4,000 invoices with nothing lost or doubled: every process killed, seed %i',
    (seed) => survives(blowsFrom(seed)),
    600_000,
  );

  it.each(points.filter((seed) => seed % 4 === 0))(
    'IMP-17: takes 2,000 rows back with nothing lost or doubled: every process killed, seed %i',
    async (seed) => {
      const { id } = await ground.importUnder(rows, []);
      expect(await ground.undoUnder(id, blowsFrom(seed))).toMatchObject({ state: 'undone', undo: { rows, undone: rows, kept: 0 } });
      expect(await ground.invoicesOf(id, 'credit-note')).toEqual([
        { level: 'client', count: rows },
        { level: 'corporate', count: rows },
      ]);
      expect(await ground.brokenInvariants()).toEqual([]);
    },
    600_000,
  );

  it.each([0.1, 0.5, 0.9])(
    'completes 4,000 invoices though the broker loses its store at %d',
    (at) => survives([{ at, lose: 'jetstream-store' }]),
    600_000,
  );
});
