import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SearchNetworks } from '../../persistence/search-networks.js';

const everyMs = 2000;
const betweenBatchesMs = 25; // Never in the way of whoever waits for an answer.

/** Writes what people are searched by, a moment after they came or changed. A run that fails is logged, and the next one comes anyway. */
@Injectable()
export class KeepSearchSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Search');
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly networks: SearchNetworks) {}

  onApplicationBootstrap(): void {
    this.running = this.run(this.stopped.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const more = await this.networks.keep().catch((error: unknown) => {
        if (!signal.aborted) this.log.warn({ err: error }, 'What people are searched by was not written; trying again');
        return false;
      });
      await pause(more ? betweenBatchesMs : everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
