import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { DeadLetters, type DeadLetter } from '../outbox/dead-letters.js';
import { JETSTREAM } from './consumes.js';
import type { Delivery } from './delivery.js';
import { DurableConsumer } from './durable-consumer.js';
import { FlowDelivery } from './flow-delivery.js';
import { MessagingConfig, tuned } from './messaging-config.js';
import { Nats } from './nats.js';
import { Streams } from './streams.js';

/** Serves every `@Consumes`: durable pull consumers, acknowledged after the handler's commit. */
@Injectable()
export class JetstreamStrategy extends Server implements CustomTransportStrategy {
  override transportId = JETSTREAM;
  override propagatesEventHandlerErrors = true; // They are logged here, with what the message was.
  protected override logger = new Logger(JetstreamStrategy.name);
  private consumers: DurableConsumer[] = [];
  private replaying?: NodeJS.Timeout;

  constructor(
    private readonly nats: Nats,
    private readonly streams: Streams,
    private readonly delivery: FlowDelivery,
    private readonly deadLetters: DeadLetters,
    @Inject(MessagingConfig) private readonly config: MessagingConfig,
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    const tuning = tuned(this.config);
    for (const [subject, handler] of this.messageHandlers) {
      if (!handler.isEventHandler) continue;
      if (handler.next) return callback(new Error(`${subject} has two handlers: the inbox of a service knows one effect a message`));
      const deliver = (message: Delivery): Promise<void> => this.delivery.deliver(message, handler);
      this.consumers.push(new DurableConsumer(subject, deliver, this.nats, this.streams, this.config.service, tuning));
    }
    this.scheduleReplay();
    callback();
  }

  /** Takes no further messages, and finishes those under way as far as the time to drain allows. */
  async close(): Promise<void> {
    clearTimeout(this.replaying);
    this.replaying = undefined;
    const stopped = Promise.allSettled(this.consumers.map((consumer) => consumer.stop()));
    await Promise.race([stopped, pause(tuned(this.config).drainMs, undefined, { ref: false })]);
  }

  on(): never {
    throw new Error('the connection announces its events through Nats');
  }

  unwrap(): never {
    throw new Error('the connection is that of Nats');
  }

  /** Looks now and then for dead letters somebody wants replayed: they live in the database, and are worked on right here. */
  private scheduleReplay(): void {
    this.replaying = setTimeout(() => void this.replay(), tuned(this.config).idleCheckMs).unref();
  }

  private async replay(): Promise<void> {
    const subjects = [...this.messageHandlers].filter(([, handler]) => handler.isEventHandler).map(([subject]) => subject);
    try {
      while (this.replaying && (await this.deadLetters.replayNext(subjects, (letter) => this.replayOne(letter))));
    } catch (error) {
      this.logger.warn({ err: error }, 'Could not look for dead letters to replay');
    }
    if (this.replaying) this.scheduleReplay();
  }

  private async replayOne({ messageId, subject, payload, caller, correlationId }: DeadLetter): Promise<void> {
    const log = { subject, messageId, correlationId };
    try {
      const handler = this.getHandlerByPattern(subject);
      if (!handler) throw new Error(`nobody consumes ${subject}`);
      await this.delivery.handle(handler, JSON.parse(Buffer.from(payload).toString()), { caller, messageId, correlationId, subject });
      this.logger.log(log, 'Replayed a dead letter');
    } catch (error) {
      this.logger.error({ ...log, err: error, alarm: true }, 'A dead letter failed again');
      throw error;
    }
  }
}
