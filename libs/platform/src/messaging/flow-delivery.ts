import { Inject, Injectable, Logger } from '@nestjs/common';
import type { MessageHandler } from '@nestjs/microservices';
import type { Caller } from '#contracts/caller';
import { newId } from '#kernel/ids';
import { DeadLetters } from '../outbox/dead-letters.js';
import { runInContext, type MessageContext } from './context.js';
import type { Delivery } from './delivery.js';
import { resultOf } from './handler-result.js';
import { fromHeaders } from './headers.js';
import { MessageMetrics } from './message-metrics.js';
import { MessagingConfig, tuned, type MessagingTuning } from './messaging-config.js';
import { CallerTokens } from './tokens.js';

/** What becomes of one flow command or event: done and acknowledged, tried again later, or parked as a dead letter. */
@Injectable()
export class FlowDelivery {
  private readonly logger = new Logger(FlowDelivery.name);
  private readonly tuning: MessagingTuning;

  constructor(
    private readonly tokens: CallerTokens,
    private readonly deadLetters: DeadLetters,
    private readonly metrics: MessageMetrics,
    @Inject(MessagingConfig) config: MessagingConfig,
  ) {
    this.tuning = tuned(config);
  }

  async deliver(message: Delivery, handler: MessageHandler): Promise<void> {
    const { subject } = message;
    const { token, messageId, correlationId = newId() } = fromHeaders(message.headers);
    const startedAt = performance.now();
    const heartbeat = setInterval(() => message.working(), this.tuning.ackWaitMs / 3).unref();
    let caller: Caller | undefined;
    try {
      caller = await this.tokens.verify(token);
      await this.handle(handler, message.json(), { caller, token, messageId, correlationId, subject });
      message.ack(); // Lost, the message comes again and the inbox knows it.
      this.metrics.messageHandled(subject, 'done', performance.now() - startedAt);
    } catch (error) {
      const durationMs = Math.round(performance.now() - startedAt);
      const log = { subject, messageId, correlationId, durationMs, tries: message.tries, err: error };
      const outcome = await this.afterFailure(message, { messageId, correlationId, caller, error }, log);
      this.metrics.messageHandled(subject, outcome, durationMs);
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Runs the handler of a message whose caller is known. */
  async handle(handler: MessageHandler, payload: unknown, context: MessageContext): Promise<void> {
    await runInContext(context, () => resultOf(handler, payload, context));
  }

  private async afterFailure(
    message: Delivery,
    { messageId, correlationId, caller, error }: { messageId?: string; correlationId: string; caller?: Caller; error: unknown },
    log: object,
  ): Promise<'failed' | 'parked'> {
    const { retryDelaysMs } = this.tuning;
    const tries = message.tries;
    if (tries <= retryDelaysMs.length) {
      this.logger.warn(log, 'Failed, will be tried again');
      message.nak(retryDelaysMs[tries - 1]);
      return 'failed';
    }
    try {
      await this.deadLetters.park({ messageId, subject: message.subject, payload: message.data, caller, correlationId, tries, error });
    } catch (parkingError) {
      this.logger.error({ ...log, parkingError }, 'Failed and cannot be parked now'); // With the database away, most likely.
      message.nak(retryDelaysMs.at(-1));
      return 'failed';
    }
    message.term();
    this.logger.error({ ...log, alarm: true }, 'Parked as a dead letter after its last try');
    return 'parked';
  }
}
