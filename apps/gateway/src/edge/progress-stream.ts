import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from '#kernel/domain-error';
import { runAs } from '#platform/messaging/context';
import { Authentication } from './authentication.js';
import { TooManyRequests } from './gateway.errors.js';
import type { EdgeRequest } from './signed-in.js';

const lookEveryMs = 400;
const heartbeatMs = 15_000;
/** Listeners of one organization at one replica; each looks several times a second. */
const listenersAtMost = 50;

/** Something long that is followed: how to look at it, and when nothing more happens until somebody does something. */
export interface Followed<P extends object> {
  readonly look: () => Promise<P>;
  readonly atRest: (progress: P) => boolean;
}

/** What a long task has come to, as server-sent events: `progress` each time something changes, `end` once it rests. */
@Injectable()
export class ProgressStream implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ProgressStream.name);
  private readonly open = new Map<AbortController, string>(); // With the organization that listens.

  constructor(private readonly authentication: Authentication) {}

  async follow<P extends object>(request: EdgeRequest, response: Response, { look, atRest }: Followed<P>): Promise<void> {
    const over = this.listen(request.signedIn?.caller.organization?.id ?? '');
    response.on('close', () => over.abort());
    try {
      const lastEventId = request.header('last-event-id');
      // Every look is a request of its own: who has signed out or lost the right sees nothing more.
      const lookAgain = async () => runAs((await this.authentication.of(request)).caller, look);
      const first = await lookAgain();
      if (atRest(first) && eventId(first) === lastEventId) {
        response.status(204).end();
        return;
      }
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      await tell(first, lastEventId, response, over.signal, { look: lookAgain, atRest });
      response.end();
    } catch (error) {
      if (!response.headersSent) throw error;
      // The client comes back by itself and is then told as an ordinary refusal what is the matter.
      if (!over.signal.aborted) this.logger.warn(`stopped following: ${error instanceof DomainError ? error.code : String(error)}`);
      response.end();
    } finally {
      this.open.delete(over);
    }
  }

  /** A stopping process lets go of those who listen; they reconnect to another. */
  beforeApplicationShutdown(): void {
    for (const over of this.open.keys()) over.abort();
  }

  private listen(organizationId: string): AbortController {
    const listeners = [...this.open.values()].filter((listener) => listener === organizationId).length;
    if (listeners >= listenersAtMost) throw new TooManyRequests({ retryAfterSeconds: 5 });
    const over = new AbortController();
    this.open.set(over, organizationId);
    return over;
  }
}

async function tell<P extends object>(
  first: P,
  lastEventId: string | undefined,
  response: Response,
  signal: AbortSignal,
  { look, atRest }: Followed<P>,
): Promise<void> {
  let [progress, told, quietMs] = [first, lastEventId, 0];
  for (;;) {
    const id = eventId(progress);
    if (id !== told) {
      response.write(eventText('progress', progress));
      [told, quietMs] = [id, 0];
    } else if (quietMs >= heartbeatMs) {
      response.write(': nothing new\n\n');
      quietMs = 0;
    }
    if (atRest(progress)) break;
    await pause(lookEveryMs, undefined, { signal });
    quietMs += lookEveryMs;
    progress = await look().catch((error: unknown) => keepOn(error, progress));
  }
  response.write(eventText('end', progress));
}

/** A service that is away for a moment is no reason to stop listening. */
function keepOn<P>(error: unknown, before: P): P {
  if (error instanceof DomainError && error.kind === 'unavailable') return before;
  throw error;
}

/** The same progress has the same id, so that a client that reconnects is not told twice. */
const eventId = (progress: object): string => createHash('sha256').update(JSON.stringify(progress)).digest('base64url').slice(0, 16);

/** One server-sent event. JSON holds no line break, so `data` is one line. */
const eventText = (event: string, progress: object): string =>
  `id: ${eventId(progress)}\nevent: ${event}\ndata: ${JSON.stringify(progress)}\n\n`;
