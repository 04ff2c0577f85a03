import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/* argon2id with 19 MiB and 2 passes (reliability.md, Tenancy and access, 6), in the usual text form that names its costs. */

const argon = promisify(argon2);
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 };

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await argon('argon2id', { ...cost, message: normal(password), nonce: salt });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** Whether the password is the one. Without a hash, as for an unknown address, it takes as long and says no. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const parts = stored === undefined ? null : form.exec(stored);
  const [memory, passes, parallelism] = parts ? parts.slice(1, 4).map(Number) : [cost.memory, cost.passes, cost.parallelism];
  const [nonce, hash] = parts ? parts.slice(4).map((text) => Buffer.from(text, 'base64')) : [noSalt, noHash];
  const given = await argon('argon2id', { memory, passes, parallelism, tagLength: hash.length, message: normal(password), nonce });
  return timingSafeEqual(given, hash) && parts !== null;
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const noSalt = randomBytes(16);
const noHash = randomBytes(cost.tagLength);

/** The same password however a keyboard composes its accents. */
const normal = (password: string): string => password.normalize('NFKC');
const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
