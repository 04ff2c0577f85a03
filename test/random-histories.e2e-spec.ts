import type { World } from '#testing/start-world';
import { startField } from './histories/field.js';
import { historiesEqualTheModel } from './histories/run.js';

/** `npm run test:properties` lives thousands. */
describe('random catalogues, sales, renewals, replacements, cancellations and payments at two clubs', () => {
  let world: World;
  beforeAll(async () => {
    world = await startField();
  });
  afterAll(() => world?.stop());

  it('are refused by the rules of a simple model and leave what it says; previews and what-ifs are what comes of them', async () => {
    await historiesEqualTheModel(world, 150);
  }, 240_000);
});
