import type { World } from '#testing/start-world';
import { startField } from './histories/field.js';
import { historiesEqualTheModel } from './histories/run.js';

describe('thousands of random histories', () => {
  let world: World;
  beforeAll(async () => {
    world = await startField();
  });
  afterAll(() => world?.stop());

  it(
    'are refused by the rules of a simple model and leave what it says; previews and what-ifs are what comes of them',
    async () => {
      await historiesEqualTheModel(world, Number(process.env.TESSERA_PROPERTY_RUNS ?? 2_500));
    },
    3 * 3_600_000,
  );
});
