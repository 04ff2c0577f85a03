import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Delivery } from './delivery.js';
import type { MessagingTuning } from './messaging-config.js';
import { inboxPrefixOf, type Nats } from './nats.js';
import { Puller } from './pull.js';
import type { Streams } from './streams.js';

const restMs = 200; // Between two looks for a consumer that is not there.

/**
 * Works on the messages of one subject, several at once. Whatever happens to the server, it comes back: a lost connection is
 * waited for, and a consumer or stream that is gone is made again or waited for.
 */
export class DurableConsumer {
  private readonly logger = new Logger(DurableConsumer.name);
  private readonly pullers: Puller[] = [];
  private readonly workers: Promise<void>[] = [];
  private place?: Promise<{ stream: string; durable: string }>;
  private stopping = false;
  private complained = false;
  private readonly forget: () => void;

  constructor(
    private readonly subject: string,
    private readonly deliver: (message: Delivery) => Promise<void>,
    private readonly nats: Nats,
    private readonly streams: Streams,
    service: string,
    { concurrency, idleCheckMs }: MessagingTuning,
  ) {
    this.forget = nats.onReconnect(() => this.lookAgain());
    for (let i = 0; i < concurrency; i++) {
      const puller = new Puller(nats.connection, inboxPrefixOf(service), idleCheckMs / 2);
      this.pullers.push(puller);
      this.workers.push(this.work(puller));
    }
  }

  /** Takes no further messages; resolves when those under way are done. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.forget();
    for (const puller of this.pullers) puller.close();
    await Promise.all(this.workers);
  }

  private lookAgain(): void {
    this.place = undefined;
    for (const puller of this.pullers) puller.interrupt();
  }

  private async work(puller: Puller): Promise<void> {
    while (!this.stopping) {
      try {
        if (!this.nats.isConnected()) throw new Error('not connected');
        this.place ??= this.streams.ensureConsumer(this.subject);
        const { stream, durable } = await this.place;
        if (this.stopping) return;
        this.complained = false;
        const pulled = await puller.next(stream, durable);
        if (pulled === 'trouble') {
          this.place = undefined;
          await pause(restMs / 4);
        } else if (pulled !== 'nothing') {
          await this.deliver(pulled);
        }
      } catch (error) {
        this.place = undefined;
        if (!this.complained && !this.stopping)
          this.logger.warn({ subject: this.subject, err: error }, 'Waiting for the consumer on the server');
        this.complained = true; // Once an outage, not five times a second.
        await pause(restMs);
      }
    }
  }
}
