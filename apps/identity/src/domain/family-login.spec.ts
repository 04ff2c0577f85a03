import { checkOldEnough, invitationState, lastsUntil } from './family-login.js';

const today = '2026-11-22';

describe('a login of one’s own to a family account', () => {
  it.each([
    ['2012-11-22', undefined], // 14 today
    ['2012-11-23', 'identity.too-young'], // tomorrow
    ['1950-01-01', undefined],
    [null, 'identity.birth-date-needed'],
  ])('ID-21: is for members of 14 and over, by the date: born %s', (birthDate, code) => {
    const check = () => checkOldEnough(birthDate, today);
    if (code) expect(check).toThrow(expect.objectContaining({ code, kind: 'rule' }));
    else expect(check).not.toThrow();
  });

  it('ID-21: is invited to for ten days', () => {
    const expiresAt = lastsUntil(new Date('2026-11-22T17:00:00Z'));
    expect(expiresAt.toISOString()).toBe('2026-12-02T17:00:00.000Z');
    expect([invitationState({ expiresAt }, new Date('2026-12-02T16:59:59Z')), invitationState({ expiresAt }, expiresAt)]).toEqual([
      'waiting',
      'expired',
    ]);
  });
});
