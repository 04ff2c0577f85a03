import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { pictureLimits } from '#contracts/identity/picture-limits';
import { DomainError } from '#kernel/domain-error';
import { BodyUnreadable } from '../edge/gateway.errors.js';

/** Refused before all of it has arrived, as identity would refuse it. */
export class PictureTooLarge extends DomainError {
  readonly code = 'identity.picture-too-large';
  readonly kind = 'too-large';
  constructor(override readonly facts: { atMost: number }) {
    super(`A picture is at most ${facts.atMost / 1024 / 1024} MiB.`);
  }
}

/** How long a refused sender may go on before the line is cut; cutting at once would lose it the answer. */
const lingerMs = 5_000;

/** Passes a picture on in pieces while it arrives, one at a time; answers the hash of the whole. */
export async function sendPicture(request: IncomingMessage, send: (index: number, bytes: Buffer) => Promise<unknown>): Promise<string> {
  const { fileBytes, pieceBytes } = pictureLimits;
  const hash = createHash('sha256');
  let [held, size, pieces]: [Buffer, number, number] = [Buffer.alloc(0), 0, 0];
  try {
    if (Number(request.headers['content-length'] ?? 0) > fileBytes) throw new PictureTooLarge({ atMost: fileBytes });
    for await (const chunk of bodyOf(request)) {
      size += chunk.length;
      if (size > fileBytes) throw new PictureTooLarge({ atMost: fileBytes });
      hash.update(chunk);
      held = Buffer.concat([held, chunk]);
      for (; held.length >= pieceBytes; held = held.subarray(pieceBytes)) await send(pieces++, held.subarray(0, pieceBytes));
    }
    if (held.length > 0) await send(pieces, held);
  } catch (error) {
    request.resume();
    setTimeout(() => request.complete || request.destroy(), lingerMs).unref();
    throw error;
  }
  return hash.digest('hex');
}

async function* bodyOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  if (request.readableEnded) return; // Sent as JSON, and read as that: no picture.
  try {
    // The line stays open when we stop reading: the sender is to hear why.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch {
    throw new BodyUnreadable('The picture ends too early');
  }
}
