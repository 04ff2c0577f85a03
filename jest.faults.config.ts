import type { Config } from 'jest';
import usual from './jest.config.ts';

/** `npm run test:faults`: minutes long, on a stack of its own. */
const config: Config = { ...usual, testMatch: ['**/*.faults-spec.ts'], globalSetup: undefined, globalTeardown: undefined, maxWorkers: 1 };

export default config;
