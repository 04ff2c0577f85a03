import { cancellationBar } from './cancelling.js';
import { statusOn, type Ending } from './status.js';

const season = { effectiveOn: '2026-09-01', expiresOn: '2027-06-30' };
const on = (today: string, ended: Ending | null = null) => cancellationBar(statusOn({ ...season, ended }, today));

describe('what may be cancelled', () => {
  it('MEM-16: what has begun, and what has yet to begin', () => {
    expect([on('2026-08-01'), on('2026-09-01'), on('2027-06-30')]).toEqual([null, null, null]);
  });

  it('MEM-16: not what has expired: the day after its last one there is nothing left to end', () => {
    expect(on('2027-07-01')).toBe('expired');
  });

  it.each(['cancelled', 'replaced'] as const)('REP-12: not what was %s, whatever the day', (ended) => {
    for (const today of ['2026-08-01', '2026-12-01', '2027-07-01']) expect(on(today, ended)).toBe('ended');
  });
});
