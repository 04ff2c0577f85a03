import { plainName } from './name.js';
import { BadName } from './offer.errors.js';

describe('IMP-5: a name as it is kept', () => {
  it.each([
    ['  Loisir \t A ', 'Loisir A'],
    ['Loi\u200Bsir\uFEFF', 'Loisir'],
    ['Re\u0301cre\u0301atif', 'Récréatif'],
    ['Loisir\u00A0A', 'Loisir A'],
    [' \u200B ', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, name) => expect(plainName(text)).toBe(name));

  it.each(['Loi\u0000sir', 'Loi\u0007sir', '\u202ELoisir', '\u2066Loisir'])('%j is refused', (text) =>
    expect(() => plainName(text)).toThrow(BadName),
  );
});
