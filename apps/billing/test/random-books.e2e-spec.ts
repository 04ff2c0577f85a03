import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { fakeIdentity } from './fake-identity.js';
import { booksEqualTheModel } from './random-books.js';

/** `npm run test:properties` runs ten thousand. */
describe('random sales, payments, credits, cancellations and replacements', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld([billing, fakeIdentity]);
  });
  afterAll(() => world.stop());

  it('leave the balances of a simple model, and every law of the books holds', async () => {
    await booksEqualTheModel(world, 150);
  }, 240_000);
});
