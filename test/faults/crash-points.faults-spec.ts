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
  pointsOfAnOrder,
  pointsOfItsEnd,
} from './crash-points.js';

const sales = [...pointsOfAnOrder.filter((point) => point !== 'billing.booking.released'), ...pointsOfARefusal];
const replacements = [...pointsOfAnOrder, ...pointsOfAReplacement, ...pointsOfARefusal];
const cancellations = [...pointsOfAnOrder, ...pointsOfACancellation, ...pointsOfARefusal];
const affiliations = [...pointsOfAnOrder, ...pointsOfAnAffiliation, ...pointsOfARefusal];
const ends = [...pointsOfAnOrder, ...pointsOfItsEnd, ...pointsOfARefusal];
/** A part of an order is carried out by the order's saga: nobody waits for it, and no saga of its own takes it up. */
const notOfABatch: readonly string[] = ['memberships.operation.held', 'memberships.operation.ordered'];
const batches = [
  ...pointsOfABatchPreview,
  ...pointsOfABatch,
  ...pointsOfAnOrder.filter((point) => !notOfABatch.includes(point)),
  ...pointsOfAReplacement,
];

describe('an order that is stopped at a named point', () => {
  let ground: CrashGround;

  beforeAll(async () => {
    ground = await CrashGround.make('crash-points-long', sales.length + replacements.length + cancellations.length + 2 * batches.length);
  }, 180_000);
  afterAll(() => ground?.stop(), 60_000);

  it.each(sales)(
    'MEM-18: a sale stopped at %s completes or leaves nothing, and the same key gives the same result',
    (point) => isAllOrNothing(ground, point, 'sale'),
    180_000,
  );

  it.each(replacements)(
    'REP-13: a replacement stopped at %s completes or leaves nothing, and the same key gives the same result',
    (point) => isAllOrNothing(ground, point, 'replacement'),
    180_000,
  );

  it.each(cancellations)(
    'BIL-15, MEM-20: a cancellation stopped at %s completes or leaves nothing, and the same key gives the same result',
    (point) => isAllOrNothing(ground, point, 'cancellation'),
    180_000,
  );

  it.each(affiliations)(
    'MEM-19: the purchase of an affiliation stopped at %s completes or leaves nothing, and the same key gives the same result',
    (point) => isAllOrNothing(ground, point, 'affiliation'),
    180_000,
  );

  it.each(ends)(
    'MEM-19, BIL-15: the end of an affiliation stopped at %s completes or leaves nothing, and the same key gives the same result',
    (point) => isAllOrNothing(ground, point, 'affiliation-end'),
    180_000,
  );

  it.each(batches)(
    'PAIN-3, REP-13: an order of many stopped at %s is resumed and carried out whole, each member’s four documents once',
    (point) => batchIsAllOrNothing(ground, point),
    180_000,
  );
});
