import { guessFileDate, readFileDate } from './file-date.js';

describe('IMP-4: dates are MM/DD/YYYY or YYYY/MM/DD', () => {
  it.each([
    ['04/09/1988', '1988-04-09'],
    ['1988/04/09', '1988-04-09'],
    ['4/9/1988', '1988-04-09'],
    ['1988/4/9', '1988-04-09'],
    ['02/29/2012', '2012-02-29'],
  ])('IMP-4: %s is %s', (text, day) => expect(readFileDate(text)).toBe(day));

  it.each(['02/29/2011', '13/05/2012', '2012/13/01', '00/10/2012', '2012-05-01', '1/1/12', 'May 1, 2012', '', '04/09/1988 '])(
    'IMP-4: %j is not a date',
    (text) => expect(readFileDate(text)).toBeUndefined(),
  );

  it.each([
    ['2012-05-01', '2012-05-01'],
    ['31/12/2016', '2016-12-31'],
    ['31.12.2016', '2016-12-31'],
    ['tomorrow', undefined],
  ])('IMP-4: %s was perhaps meant as %s, and is only suggested', (text, day) => expect(guessFileDate(text)).toBe(day));
});
