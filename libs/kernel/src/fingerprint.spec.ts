import { fingerprint } from './fingerprint.js';

describe('a fingerprint of many texts', () => {
  it('is the same for the same texts', () => expect(fingerprint(['a', 'b'])).toBe(fingerprint(['a', 'b'])));

  it.each([[['a']], [['b', 'a']], [['ab']], [['a', 'b', '']]])('is another for %j than for ["a", "b"]', (texts) =>
    expect(fingerprint(texts)).not.toBe(fingerprint(['a', 'b'])),
  );
});
