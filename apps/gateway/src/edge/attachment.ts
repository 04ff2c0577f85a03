import { once } from 'node:events';
import type { Response } from 'express';

/** Announces a file to be saved. The name also reads where only ASCII is understood (RFC 6266). */
export function attach(response: Response, fileName: string, mediaType: string): void {
  response.setHeader('Content-Disposition', dispositionOf(fileName));
  response.setHeader('Content-Type', mediaType);
}

/** The header that says so. */
export function dispositionOf(fileName: string): string {
  const plain = fileName.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(fileName).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/** Writes a piece and waits while the reader is slower than we are. */
export async function writeOut(response: Response, text: string): Promise<void> {
  if (response.destroyed || response.write(text)) return;
  const settled = new AbortController();
  const options = { signal: settled.signal };
  await Promise.race([once(response, 'drain', options), once(response, 'close', options)]).finally(() => settled.abort());
}
