import type { World } from '#testing/start-world';
import { startField } from './histories/field.js';
import { mergesConserveEverything } from './histories/merges.js';

/** `npm run test:properties` lives thousands. */
describe('merge ∘ activity ∘ unmerge', () => {
  let world: World;
  beforeAll(async () => {
    world = await startField();
  });
  afterAll(() => world?.stop());

  it('ID-24: conserves every document, membership, match and balance, and leaves each invoice where its membership is', async () => {
    await mergesConserveEverything(world, 30);
  }, 300_000);
});
