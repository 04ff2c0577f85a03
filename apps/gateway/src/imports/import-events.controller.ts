import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Logger, Param, Req, Res, type BeforeApplicationShutdown } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetImport } from '#contracts/imports/imports';
import { DomainError } from '#kernel/domain-error';
import { runAs } from '#platform/messaging/context';
import { Messages } from '#platform/messaging/messages';
import { Authentication } from '../edge/authentication.js';
import { TooManyRequests } from '../edge/gateway.errors.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import type { EdgeRequest } from '../edge/signed-in.js';
import { atRest, eventId, eventText } from './import-events.js';
import { importProgressView, type ImportProgressView } from './import.response.js';

const lookEveryMs = 400;
const heartbeatMs = 15_000;
/** Listeners of one organization at one replica; each looks several times a second. */
const listenersAtMost = 50;

@ApiTags('Imports')
@Controller('v1/imports')
export class ImportEventsController implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportEventsController.name);
  private readonly open = new Map<AbortController, string>(); // With the organization that listens.

  constructor(
    private readonly messages: Messages,
    private readonly authentication: Authentication,
  ) {}

  @Get(':id/events')
  @Operation(
    'Follow an import',
    {
      description:
        'Server-sent events: `progress` each time something changes, `end` once nothing more happens by itself. A client that comes back with the Last-Event-ID of the end is answered 204.',
      text: { mediaType: 'text/event-stream', example: 'id: 6yB3\nevent: progress\ndata: {"state":"running","processed":400}\n\n' },
    },
    { refuses: ['forbidden', 'missing'] },
  )
  async follow(@Param('id', IdOf('import')) importId: Uuid, @Req() request: EdgeRequest, @Res() response: Response): Promise<void> {
    const over = this.listen(request.signedIn?.caller.organization?.id ?? '');
    response.on('close', () => over.abort());
    try {
      const lastEventId = request.header('last-event-id');
      const first = await this.look(request, importId);
      if (atRest(first) && eventId(first) === lastEventId) {
        response.status(204).end();
        return;
      }
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      await this.tell(first, lastEventId, response, over.signal, () => this.look(request, importId));
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

  private async tell(
    first: ImportProgressView,
    lastEventId: string | undefined,
    response: Response,
    signal: AbortSignal,
    look: () => Promise<ImportProgressView>,
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

  /** Every look is a request of its own: who has signed out or lost the right sees nothing more. */
  private async look(request: EdgeRequest, importId: Uuid): Promise<ImportProgressView> {
    const { caller } = await this.authentication.of(request);
    return importProgressView(await runAs(caller, () => this.messages.ask(message(GetImport, { importId }))));
  }
}

/** A service that is away for a moment is no reason to stop listening. */
function keepOn(error: unknown, before: ImportProgressView): ImportProgressView {
  if (error instanceof DomainError && error.kind === 'unavailable') return before;
  throw error;
}
