import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { fakeIdentity } from './fake-identity.js';
import { booksEqualTheModel } from './random-books.js';

describe('ten thousand random histories', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld([billing, fakeIdentity]);
  });
  afterAll(() => world.stop());

  it(
    'leave the balances of a simple model, and every law of the books holds',
    async () => {
      await booksEqualTheModel(world, Number(process.env.TESSERA_PROPERTY_RUNS ?? 10_000));
    },
    3 * 3_600_000,
  );
});
