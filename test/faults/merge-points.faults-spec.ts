import { MergeGround, isMergedAndParted, pointsOfAMerge, pointsOfAnUnmerge } from './merge-points.js';

describe('a merge that is stopped at a named point', () => {
  const points = [...pointsOfAMerge, ...pointsOfAnUnmerge];
  let ground: MergeGround;
  beforeAll(async () => {
    ground = await MergeGround.make('merge-points', points.length);
  }, 240_000);
  afterAll(() => ground?.stop(), 60_000);

  it.each(points)('ID-24: stopped at %s it comes to its end by itself, and back', (point) => isMergedAndParted(ground, point), 300_000);
});
