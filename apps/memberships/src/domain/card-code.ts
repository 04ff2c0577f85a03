import type { Uuid } from '#kernel/ids';

/*
 * What a card's QR code says: 122 random bits in letters that QR codes pack densely and nobody mistakes for each other (Crockford's),
 * after a sign that it is a card of ours at all.
 */

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const sign = 'TC';
const length = 26;

export function cardCode(code: Uuid): string {
  let rest = BigInt(`0x${code.replaceAll('-', '')}`);
  let text = '';
  for (let i = 0; i < length; i++) {
    text = letters[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return sign + text;
}

/** The code behind what a reader read; undefined when it is no card of ours. */
export function parseCardCode(read: string): Uuid | undefined {
  const text = read.trim().toUpperCase();
  if (!text.startsWith(sign) || text.length !== sign.length + length) return undefined;
  let whole = 0n;
  for (const letter of text.slice(sign.length)) {
    const value = letters.indexOf(letter);
    if (value < 0) return undefined;
    whole = (whole << 5n) | BigInt(value);
  }
  if (whole >> 128n !== 0n) return undefined;
  return whole
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
