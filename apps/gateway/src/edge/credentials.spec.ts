import { credentialsOf } from './credentials.js';

describe('credentials', () => {
  it.each([
    ['Bearer abc.def', undefined, { kind: 'access-token', token: 'abc.def' }],
    ['bearer abc', undefined, { kind: 'access-token', token: 'abc' }],
    ['ApiKey k1', undefined, { kind: 'api-key', key: 'k1' }],
    [undefined, ' k2 ', { kind: 'api-key', key: 'k2' }],
    ['Bearer abc', 'k2', { kind: 'access-token', token: 'abc' }],
  ])('reads %s / %s', (authorization, apiKey, expected) => {
    expect(credentialsOf(authorization, apiKey)).toEqual(expected);
  });

  it.each([
    [undefined, undefined],
    ['Basic dXNlcjpwYXNz', undefined],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    [undefined, ''],
    [undefined, 'k'.repeat(201)],
    ['Basic dXNlcjpwYXNz', 'k2'],
  ])('finds none in %s / %s', (authorization, apiKey) => {
    expect(credentialsOf(authorization, apiKey)).toBeUndefined();
  });
});
