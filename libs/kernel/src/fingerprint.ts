import { createHash, hash } from 'node:crypto';

/** One short text for many: the same only for the same texts in the same order (SHA-256, hexadecimal). */
export function fingerprint(texts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\n');
  return hash.digest('hex');
}

/** The hash of a text as it stands (SHA-256, hexadecimal): rules may name a digest without naming who computes it. */
export const hashOf = (text: string): string => hash('sha256', text);
