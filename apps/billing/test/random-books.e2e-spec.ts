import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { fakeIdentity } from './fake-identity.js';
import { booksEqualTheModel, dayOfTheBooks } from './random-books.js';

/** `npm run test:properties` runs ten thousand. */
describe('random sales, imports, payments, credits, refunds, cancellations, replacements and undo', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld([billing, fakeIdentity], { clock: new MovedClock(new Date(dayOfTheBooks)) });
  });
  afterAll(() => world.stop());

  it('leave the balances of a simple model, no line over-credited, a ledger of zero and series without a gap', async () => {
    await booksEqualTheModel(world, { runs: 200 });
  }, 240_000);
});
