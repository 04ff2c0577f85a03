import { documentLabel } from './document-number.js';

describe('the printed number of a document', () => {
  it('BIL-5: shows the year and the place in the series, which runs on', () => {
    expect(documentLabel('2026-09-01', 123)).toBe('2026-000123');
    expect(documentLabel('2027-01-01', 1_234_567)).toBe('2027-1234567');
  });
});
