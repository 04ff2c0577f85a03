import { writingFor } from './writing.js';

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('amounts and days on paper', () => {
  it.each([
    ['fr', 'CA', 'CAD', '1 234,50 $', '−0,05 $', '22 nov. 2026'],
    ['en', 'CA', 'CAD', '$1,234.50', '−$0.05', 'Nov 22, 2026'],
    ['nl', 'BE', 'EUR', '€ 1.234,50', '€ −0,05', '22 nov 2026'],
    ['fr', 'BE', 'EUR', '1 234,50 €', '−0,05 €', '22 nov. 2026'],
  ] as const)('are written as readers of %s in %s write them', (language, country, currency, money, negative, day) => {
    const writing = writingFor(language, country, currency);
    expect([writing.money(123_450), writing.money(-5), writing.day('2026-11-22')].map(spaced)).toEqual([money, negative, day]);
  });

  it('hold together: no line is broken inside an amount or a day', () => {
    const writing = writingFor('fr', 'CA', 'CAD');
    expect(writing.money(123_456_789) + writing.amount(-123_456_789) + writing.day('2026-11-22')).not.toMatch(/[ \u202f]/);
  });

  it('BIL-20: a rate keeps its decimals', () => expect(writingFor('fr', 'CA', 'CAD').percent(99_750)).toBe('9,975\u00a0%'));
});
