import { isSameOwner } from './same-owner.js';

const home = '12 rue des Érables Laval H7A 1A1';

describe('an owner the club has already', () => {
  it.each([
    ['the same e-mail', { email: 'Ana@example.org', address: null }, { email: 'ana@example.org', address: home }, true],
    ['another e-mail, whatever the address', { email: 'a@example.org', address: home }, { email: 'b@example.org', address: home }, false],
    [
      'no e-mail in the file, the same address',
      { email: null, address: '12, rue des erables LAVAL h7a1a1' },
      { email: 'a@example.org', address: home },
      true,
    ],
    ['no e-mail on record, the same address', { email: 'a@example.org', address: home }, { email: null, address: home }, true],
    ['no e-mail, another address', { email: null, address: home }, { email: null, address: '14 rue des Érables Laval H7A 1A1' }, false],
    ['nothing to compare', { email: null, address: null }, { email: null, address: null }, false],
    ['nothing to compare on one side', { email: 'a@example.org', address: null }, { email: null, address: home }, false],
  ])('IMP-12: %s', (_, asked, known, same) => {
    expect(isSameOwner(asked, known)).toBe(same);
    expect(isSameOwner(known, asked)).toBe(same);
  });
});
