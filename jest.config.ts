import type { Config } from 'jest';

const aliases = Object.fromEntries(
  ['kernel', 'contracts', 'platform', 'local', 'testing'].map((lib) => [`^#${lib}/(.*)$`, `<rootDir>/libs/${lib}/src/$1.ts`]),
);

const config: Config = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', {}] },
  moduleNameMapper: { ...aliases, '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/test/boundaries/', '<rootDir>/dist/', '<rootDir>/.tessera/'],
  setupFiles: ['<rootDir>/test/setup.ts'],
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
  coverageProvider: 'v8',
  maxWorkers: 2,
  testTimeout: 60_000, // Two cores shared by both workers and the servers; a hang still ends.
  workerIdleMemoryLimit: '600MB',
};

export default config;
