import { makeServiceKeys } from '../messaging/keys.js';
import { ConfigurationInvalid, loadConfig, loadConfigs } from './load-config.js';
import { DatabaseConfig, PlatformConfig } from './platform-config.js';

const keys = makeServiceKeys(['billing', 'gateway']);
const good = {
  NATS_URL: 'nats://127.0.0.1:4222',
  NATS_USER: 'billing',
  NATS_PASSWORD: 'k3X-9pQ',
  PORT: '3001',
  CALLER_KEY: JSON.stringify(keys.privateKeys.billing),
  CALLER_PUBLIC_KEYS: JSON.stringify(keys.publicKeys),
  DATABASE_URL: 'postgres://billing_service:k3X-9pQ@127.0.0.1:5432/billing',
};

const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    loadConfigs([PlatformConfig, DatabaseConfig], env);
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.problems;
    throw error;
  }
  return [];
};

describe('configuration', () => {
  it('is read with its types and defaults', () => {
    expect(loadConfig(PlatformConfig, good)).toMatchObject({ PORT: 3001, LOG_LEVEL: 'info', HOST: '0.0.0.0', DRAIN_MS: 0 });
    expect(loadConfig(DatabaseConfig, { ...good, DATABASE_POOL: '20' })).toMatchObject({
      DATABASE_POOL: 20,
      DATABASE_STATEMENT_TIMEOUT_MS: 60_000,
    });
  });

  it('lists every missing variable at once, of every class', () => {
    expect(problemsOf({})).toEqual([
      'NATS_URL is missing',
      'NATS_USER is missing',
      'NATS_PASSWORD is missing',
      'PORT is missing',
      'CALLER_KEY is missing',
      'CALLER_PUBLIC_KEYS is missing',
      'DATABASE_URL is missing',
    ]);
  });

  it('treats an empty variable as missing, as shells and manifests write it', () => {
    expect(problemsOf({ ...good, NATS_USER: '' })).toEqual(['NATS_USER is missing']);
  });

  it.each([
    ['NATS_URL', 'localhost'],
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['HOST', 'somewhere'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_POOL', '1'],
    ['CALLER_KEY', 'not json'],
    ['CALLER_KEY', JSON.stringify(keys.publicKeys.billing)],
    ['CALLER_PUBLIC_KEYS', '{}'],
    ['CALLER_PUBLIC_KEYS', JSON.stringify(keys.privateKeys)],
  ])('names %s when it is invalid, and never its value', (name, value) => {
    const problems = problemsOf({ ...good, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} is invalid: `));
    if (value.length > 6) expect(problems[0]).not.toContain(value);
  });

  it.each([
    ['NATS_PASSWORD', 'password'],
    ['NATS_PASSWORD', 'changeme'],
    ['DATABASE_URL', 'postgres://billing_service:postgres@127.0.0.1/billing'],
  ])('refuses a secret everybody knows in %s', (name, value) => {
    expect(problemsOf({ ...good, [name]: value })).toEqual([`${name} is a well-known default; choose a secret of your own`]);
  });

  it('takes nothing but what the class names', () => {
    expect(loadConfig(PlatformConfig, { ...good, SOMETHING: 'else' })).not.toHaveProperty('SOMETHING');
  });
});
