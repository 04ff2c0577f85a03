import { rights } from '#kernel/rights';
import { requests } from './registry.js';
import { rightsNeededFor } from './rights.js';

describe('what a request needs', () => {
  const ofTheEdge = requests.filter(({ senders }) => senders.includes('gateway')).map(({ subject }) => subject);
  const between = requests.filter(({ senders }) => !senders.includes('gateway')).map(({ subject }) => subject);

  it('is stated of every request that comes from the edge', () => {
    expect(ofTheEdge.filter((subject) => rightsNeededFor(subject).length === 0)).toEqual([]);
  });

  it('ID-28: is a right that does something: none is granted for nothing', () => {
    const needed = new Set(ofTheEdge.flatMap((subject) => rightsNeededFor(subject)));
    expect(rights.filter((right) => !needed.has(right))).toEqual([]);
  });

  it('is nothing between services, which were asked by somebody who had it', () => {
    expect(between.filter((subject) => rightsNeededFor(subject) !== 'none')).toEqual([]);
  });

  it('is nobody’s but an administrator’s while nothing is stated', () => {
    expect(rightsNeededFor('billing.command.not-thought-of.v1')).toEqual([]);
  });

  it('tells the write-off and the refund from recording a payment (BIL-18)', () => {
    expect(rightsNeededFor('billing.command.write-off-invoice.v1')).toEqual(['write-off.give']);
    expect(rightsNeededFor('billing.command.give-refund.v1')).toEqual(['money.refund']);
    expect(rightsNeededFor('billing.command.record-payment.v1')).toEqual(['money.record']);
  });
});
