import type { Config } from 'jest';
import usual from './jest.config.ts';

/** `npm run test:properties`: the same properties as in `npm test`, ten thousand runs of each. */
const config: Config = { ...usual, testMatch: ['**/*.properties-spec.ts'], maxWorkers: 1 };

export default config;
