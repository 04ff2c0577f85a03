import type { Caller } from '#contracts/caller';
import { newId } from '#kernel/ids';
import { RequestInvalid } from './gateway.errors.js';
import { creationId, idempotencyKeyIn } from './idempotency-key.js';

const caller = (id: string): Caller => ({
  kind: 'user',
  id,
  name: 'Ana',
  roles: ['operator'],
  organization: null,
  organizations: [],
  federationId: null,
});

describe('an idempotency key', () => {
  const [ana, ben] = [caller(newId()), caller(newId())];

  it('gives a repeat the id of the first try', () => {
    expect(creationId('offer', ana, 'k')).toBe(creationId('offer', ana, 'k'));
  });

  it('is its caller’s own, and of one kind of thing', () => {
    const ids = [
      creationId('offer', ana, 'k'),
      creationId('offer', ben, 'k'),
      creationId('listing', ana, 'k'),
      creationId('offer', ana, 'l'),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  it('may be left out, and then nothing is ever the same', () => {
    expect(creationId('offer', ana, undefined)).not.toBe(creationId('offer', ana, undefined));
  });

  it.each(['', ' ', 'a b', 'é', 'k'.repeat(201), 'a\tb'])('is refused as %j', (key) => {
    expect(() => idempotencyKeyIn(key)).toThrow(RequestInvalid);
  });
});
