import { createHmac, timingSafeEqual } from 'node:crypto';

/*
 * Codes that follow from a secret and the time (RFC 6238): SHA-1, thirty seconds, six digits, as every authenticator takes them.
 */

const stepMs = 30_000;
const digits = 6;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const stepAt = (now: Date): number => Math.floor(now.getTime() / stepMs);

/** RFC 4226: the code of a counter. */
export function codeOf(secret: Buffer, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = mac[mac.length - 1] & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/**
 * The step a code is of: of now, or of one step earlier or later, since clocks drift and people type slowly. Undefined for a wrong one
 * and for one of a step that a code was taken of before: nobody signs in with what was read over a shoulder.
 */
export function stepOf(secret: Buffer, code: string, now: Date, lastStep: number | null): number | undefined {
  const current = stepAt(now);
  return [current - 1, current, current + 1].find((step) => step > (lastStep ?? -1) && isSame(codeOf(secret, step), code));
}

const isSame = (expected: string, given: string): boolean =>
  expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));

/** RFC 4648, without padding: what people type into an authenticator that cannot scan. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What an authenticator reads from a QR code. */
export const provisioningUri = (secret: Buffer, username: string): string =>
  `otpauth://totp/${encodeURIComponent(`Tessera:${username}`)}?secret=${base32(secret)}&issuer=Tessera&algorithm=SHA1&digits=${digits}&period=30`;
