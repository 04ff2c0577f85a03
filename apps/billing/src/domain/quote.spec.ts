import type { LineToQuote } from '#contracts/billing/quote-documents.query';
import { changedQuotes, quoteLine } from './quote.js';

const gst = [{ code: 'GST', ratePpm: 50_000 }];
const line: LineToQuote = { key: 7, issuerId: 'club', kind: 'membership', netMinor: 4000, currency: 'CAD' };

describe('quoting lines', () => {
  it('BIL-6: answers with the taxes and total that issuing would give', () => {
    expect(quoteLine(line, gst)).toEqual({
      key: 7,
      netMinor: 4000,
      taxes: [{ code: 'GST', ratePpm: 50_000, amountMinor: 200 }],
      totalMinor: 4200,
    });
  });

  it('IMP-16: names the lines that would now cost something else, as they would now', () => {
    const quoted = [quoteLine(line, []), quoteLine({ ...line, key: 8, issuerId: 'federation' }, [])];
    const lines = [line, { ...line, key: 8, issuerId: 'federation' }];
    expect(changedQuotes(lines, quoted, (issuer) => (issuer === 'club' ? gst : []))).toEqual([quoteLine(line, gst)]);
    expect(changedQuotes(lines, quoted, () => [])).toEqual([]);
  });

  it('IMP-16: a line that was never quoted counts as changed', () => {
    expect(changedQuotes([line], [], () => gst)).toHaveLength(1);
  });
});
