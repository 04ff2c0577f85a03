import { DomainError } from '#kernel/domain-error';
import { newId, publicId } from '#kernel/ids';
import { locationInstead } from './led-elsewhere.js';

class Merged extends DomainError {
  readonly kind = 'conflict';
  constructor(
    readonly code: string,
    override readonly facts: object,
  ) {
    super('merged');
  }
}

describe('reading somebody who was merged', () => {
  const [closed, survivor] = [newId(), newId()];
  const url = (id: string) => `/v1/people/${publicId('person', id)}/picture?size=2`;
  const merged = new Merged('identity.person-merged', { personId: survivor });

  it('ID-24: leads to the same address with the survivor’s id', () => {
    expect(locationInstead(merged, { method: 'GET', originalUrl: url(closed) })).toBe(url(survivor));
    const account = new Merged('identity.account-merged', { accountId: survivor });
    const asked = { method: 'GET', originalUrl: `/v1/accounts/${publicId('account', closed)}` };
    expect(locationInstead(account, asked)).toBe(`/v1/accounts/${publicId('account', survivor)}`);
  });

  it('ID-24: a change is refused, not made to somebody who was not named', () => {
    expect(locationInstead(merged, { method: 'PATCH', originalUrl: url(closed) })).toBeUndefined();
    expect(locationInstead(merged, { method: 'POST', originalUrl: '/v1/merge-previews' })).toBeUndefined();
  });

  it('leaves every other refusal as it is', () => {
    expect(locationInstead(new Merged('identity.no-such-person', {}), { method: 'GET', originalUrl: url(closed) })).toBeUndefined();
    expect(locationInstead(merged, { method: 'GET', originalUrl: '/v1/people' })).toBeUndefined();
  });
});
