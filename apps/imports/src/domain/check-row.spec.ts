import { type Told, header, told, usual } from '../../test/files.js';
import { at } from './columns.js';
import { checkRow, dayIn } from './check-row.js';
import type { Issue } from './issue.js';

const today = '2026-11-22';
function check(changes: Told) {
  const found: Issue[] = [];
  const values = checkRow(
    2,
    header.map((name) => ({ ...usual, ...changes })[name] ?? ''),
    today,
    found,
  );
  return { values, found: told(found), issues: found };
}

describe('one row by itself', () => {
  it('a good row has nothing to say, and dates as the calendar writes them', () => {
    const { values, found } = check({ 'Membership expiration date': '8/31/2027' });
    expect(found).toEqual([]);
    expect(values[at.birthDate]).toBe('1988-04-09');
    expect(dayIn(values, 'expiresOn')).toBe('2027-08-31');
  });

  it('IMP-3: every required value must be there', () =>
    expect(check({ 'First name': ' ', Country: '\u200b' }).found).toEqual([
      [2, 'First name', 'imports.missing'],
      [2, 'Country', 'imports.missing'],
    ]));

  it.each(['m', 'f', 'Male', 'X', 'M.'])('IMP-3: %j is no gender: M or F, capital', (gender) =>
    expect(check({ Gender: gender }).found).toEqual([[2, 'Gender', 'imports.bad-gender']]),
  );

  it('IMP-3: the owner’s gender may be blank, not wrong', () => {
    expect(check({ 'Account owner gender': '' }).found).toEqual([]);
    expect(check({ 'Account owner gender': 'f' }).found).toEqual([[2, 'Account owner gender', 'imports.bad-gender']]);
  });

  it('IMP-3: the Amilia ID stays blank', () =>
    expect(check({ 'Amilia ID': '123' }).found).toEqual([[2, 'Amilia ID', 'imports.must-be-blank']]));

  it.each([
    ['11/23/2026', 'future'],
    ['12/31/1899', 'too-early'],
    ['31/12/1980', 'other-order'],
    ['1980', 'unreadable'],
  ])('IMP-4: birth date %s is refused as %s', (date, variant) =>
    expect(check({ 'Birth date': date }).found).toEqual([[2, 'Birth date', 'imports.bad-date', variant]]),
  );

  it('IMP-4: somebody born today is fine, and so is a membership that ends today', () =>
    expect(check({ 'Birth date': '11/22/2026', 'Membership expiration date': '2026/11/22' }).found).toEqual([]));

  it('an expiration that has passed is refused', () =>
    expect(check({ 'Membership expiration date': '11/21/2026' }).found).toEqual([
      [2, 'Membership expiration date', 'imports.bad-date', 'past'],
    ]));

  it('IMP-2: reports every fault of the row at once, by column', () =>
    expect(check({ 'Last name': '=HYPERLINK("x")', Phone: '1.4E+10', Gender: '', Email: 'ana@' }).found).toEqual([
      [2, 'Last name', 'imports.forbidden-character', 'formula'],
      [2, 'Phone', 'imports.forbidden-character', 'scientific'],
      [2, 'Gender', 'imports.missing'],
      [2, 'Email', 'imports.bad-email'],
    ]));

  it('a name in two alphabets is a warning, never an error', () =>
    expect(check({ 'First name': 'Аna' }).found).toEqual([[2, 'First name', 'imports.mixed-scripts']]));

  it('says what was found, cut short and without what cannot be shown', () =>
    expect(check({ City: `=\u0007${'x'.repeat(100)}` }).issues[0].params.value).toBe(`=\ufffd${'x'.repeat(57)}…`));
});
