import { base32, codeOf, provisioningUri, stepAt, stepOf } from './totp.js';

const secret = Buffer.from('12345678901234567890'); // Of the RFC's own examples.
const at = (seconds: number) => new Date(seconds * 1000);

describe('codes of a second factor', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at %i seconds', (seconds, code) => expect(codeOf(secret, stepAt(at(seconds)))).toBe(code));

  it('hold for a step before and after, and no longer', () => {
    const code = codeOf(secret, 100);
    for (const [step, good] of [
      [98, false],
      [99, true],
      [100, true],
      [101, true],
      [102, false],
    ] as const) {
      expect([step, stepOf(secret, code, at(step * 30), null)]).toEqual([step, good ? 100 : undefined]);
    }
  });

  it('are taken once, and none earlier than one that was taken', () => {
    expect(stepOf(secret, codeOf(secret, 100), at(3000), 99)).toBe(100);
    expect(stepOf(secret, codeOf(secret, 100), at(3000), 100)).toBeUndefined();
    expect(stepOf(secret, codeOf(secret, 99), at(3000), 100)).toBeUndefined();
  });

  it('are six digits and nothing else', () => {
    for (const code of ['', '1', '28708', '2870820', 'abcdef']) expect(stepOf(secret, code, at(59), null)).toBeUndefined();
  });

  it('come of a secret that authenticators take', () => {
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(provisioningUri(secret, 'ana@mail.example')).toBe(
      'otpauth://totp/Tessera%3Aana%40mail.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tessera&algorithm=SHA1&digits=6&period=30',
    );
  });
});
