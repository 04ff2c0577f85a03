import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { fakeIdentity } from './fake-identity.js';
import { mergesLoseNothing } from './merged-histories.js';
import { dayOfTheBooks } from './random-books.js';

/** `npm run test:properties` runs thousands. */
describe('random histories of two accounts that were merged, and parted again', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld([billing, fakeIdentity], { clock: new MovedClock(new Date(dayOfTheBooks)) });
  });
  afterAll(() => world.stop());

  it('ID-24: conserve every document, payment, match and balance, and break no law of the books', async () => {
    await mergesLoseNothing(world, 40);
  }, 240_000);
});
