import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { fakeIdentity } from './fake-identity.js';
import { booksEqualTheModel, dayOfTheBooks } from './random-books.js';

describe('ten thousand random histories', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld([billing, fakeIdentity], { clock: new MovedClock(new Date(dayOfTheBooks)) });
  });
  afterAll(() => world.stop());

  it(
    'leave the balances of a simple model, no line over-credited, a ledger of zero and series without a gap',
    async () => {
      await booksEqualTheModel(world, { runs: Number(process.env.TESSERA_PROPERTY_RUNS ?? 10_000) });
    },
    3 * 3_600_000,
  );
});
