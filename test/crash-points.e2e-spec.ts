import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '#local/state-directory';
import {
  CrashGround,
  batchIsAllOrNothing,
  isAllOrNothing,
  pointsOfABatch,
  pointsOfABatchPreview,
  pointsOfACancellation,
  pointsOfARefusal,
  pointsOfAReplacement,
  pointsOfAnAffiliation,
  pointsOfAnErasure,
  pointsOfAnOrder,
  pointsOfItsEnd,
  type CrashPoint,
} from './faults/crash-points.js';
import { pointsOfAMerge, pointsOfAnUnmerge } from './faults/merge-points.js';

/** The quick version; `npm run test:faults` stops sales and replacements at every point there is. */
describe('an order that is stopped at a named point', () => {
  let ground: CrashGround;
  const quick: CrashPoint[] = ['memberships.operation.held', 'billing.booking.numbered', 'memberships.replacement.old-ended'];

  beforeAll(async () => {
    ground = await CrashGround.make('crash-points-quick', quick.length + 2);
  }, 180_000);
  afterAll(() => ground?.stop(), 60_000);

  it.each(quick)(
    'REP-13: a replacement stopped at %s completes or leaves nothing, and the same key gives the same result',
    (point) => isAllOrNothing(ground, point, 'replacement'),
    180_000,
  );

  it(
    'PAIN-3, REP-13: an order of many stopped when a part of it is ordered is resumed and carried out whole',
    () => batchIsAllOrNothing(ground, 'memberships.batch-order.part-ordered'),
    180_000,
  );

  it(
    'MEM-19: the purchase of an affiliation stopped once it is bought and not committed completes, and the same key gives the same result',
    () => isAllOrNothing(ground, 'memberships.affiliation.bought', 'affiliation'),
    180_000,
  );
});

describe('the suite of crash points', () => {
  it('knows every point that services have', () => {
    const sources = readdirSync(join(projectDirectory, 'apps'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.ts'),
    );
    const named = sources.flatMap((path) =>
      [...readFileSync(join(projectDirectory, 'apps', path), 'utf8').matchAll(/crashPoints\.reach\('([^']+)'\)/g)].map(([, name]) => name),
    );
    const known = [
      pointsOfAMerge,
      pointsOfAnUnmerge,
      pointsOfABatchPreview,
      pointsOfABatch,
      pointsOfAnOrder,
      pointsOfAReplacement,
      pointsOfACancellation,
      pointsOfAnAffiliation,
      pointsOfItsEnd,
      pointsOfARefusal,
      pointsOfAnErasure,
    ];
    expect([...new Set(named)].sort()).toEqual([...new Set(known.flat())].sort());
  });
});
