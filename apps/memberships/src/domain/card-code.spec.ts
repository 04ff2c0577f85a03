import fc from 'fast-check';
import { cardCode, parseCardCode } from './card-code.js';

describe('the code of a card', () => {
  it('MEM-11: is read back whole, by readers in any case and with spaces around it', () => {
    fc.assert(
      fc.property(fc.uuid(), (code) => {
        const text = cardCode(code);
        expect(text).toMatch(/^TC[0-9A-HJKMNP-TV-Z]{26}$/);
        expect(parseCardCode(` ${text.toLowerCase()}\n`)).toBe(code);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['another sign', 'XX00000000000000000000000000'],
    ['a letter too few', 'TC0000000000000000000000000'],
    ['a letter that none has', 'TCU0000000000000000000000000'],
    ['more than a code holds', 'TCZZZZZZZZZZZZZZZZZZZZZZZZZZ'],
    ['a web address', 'https://example.org/card/1000001'],
  ])('is not found in %s', (_what, read) => expect(parseCardCode(read)).toBeUndefined());
});
