import { checkMove, type Housed } from './home.js';

const network = { federationId: 'federation', moverId: 'a', toId: 'b' };
const held: Housed = { homeId: 'a', designerId: 'federation', status: 'active' };
const move =
  (housed: Partial<Housed> = {}, changes: Partial<typeof network> = {}) =>
  () =>
    checkMove({ ...held, ...housed }, { ...network, ...changes });
const refused = (code: string, facts?: object) => expect.objectContaining({ code, ...(facts && { facts }) });

describe('moving a membership home', () => {
  it('MEM-15: is for the club that is its home, or for the federation', () => {
    expect(move()).not.toThrow();
    expect(move({}, { moverId: 'federation' })).not.toThrow();
    expect(move({ homeId: 'c' }, { moverId: 'federation' })).not.toThrow();
  });

  it('MEM-15: is not for whoever sold it once it is at home elsewhere', () => {
    expect(move({ homeId: 'c' })).toThrow(refused('memberships.not-home'));
  });

  it('MEM-15: leads somewhere else', () => {
    expect(move({}, { toId: 'a' })).toThrow(refused('memberships.already-home'));
  });

  it('MEM-15: is for what the federation designed: a club’s own is valid there alone', () => {
    expect(move({ designerId: 'a' })).toThrow(refused('memberships.not-of-network'));
  });

  it.each(['expired', 'cancelled', 'replaced'] as const)('MEM-16: of what is %s changes nothing any more', (status) => {
    expect(move({ status })).toThrow(refused('memberships.home-settled', { status }));
  });

  it('MEM-16: of what is still to begin is as good as of what has begun', () => {
    expect(move({ status: 'pending' })).not.toThrow();
  });
});
