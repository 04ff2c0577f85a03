import { RightMissing } from '#platform/messaging/rights';
import { RemoteFailure } from '#platform/messaging/remote-error';
import { partOf } from './parts.js';

describe('ID-25: a part of a client account', () => {
  it('is what its service says', async () => {
    expect(await partOf('billing', () => Promise.resolve(7))).toEqual({ state: 'ready', content: 7 });
  });

  it('is unavailable once its service has had its time', async () => {
    const never = new Promise<never>(() => undefined);
    expect(await partOf('billing', () => never)).toEqual({ state: 'unavailable', service: 'billing' });
  });

  it('is unavailable when its service breaks over it', async () => {
    const broken = () => Promise.reject(new RemoteFailure('billing.query.list-invoices.v1'));
    expect(await partOf('billing', broken)).toEqual({ state: 'unavailable', service: 'billing' });
  });

  it('names the right that is missing', async () => {
    const refused = () => Promise.reject(new RightMissing({ anyOf: ['money.read'] }));
    expect(await partOf('billing', refused)).toEqual({ state: 'forbidden', rights: ['money.read'] });
  });

  it('refuses more than itself, where its refusal says so', async () => {
    const refused = () => Promise.reject(new RightMissing({ anyOf: ['people.read'] }));
    await expect(partOf('identity', refused, ['missing', 'forbidden'])).rejects.toThrow(RightMissing);
  });

  it('hides no fault of our own', async () => {
    await expect(partOf('billing', () => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
  });
});
