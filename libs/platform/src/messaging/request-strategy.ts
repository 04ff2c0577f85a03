import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Server, Transport, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { Msg, Subscription } from '@nats-io/transport-node';
import { DomainError } from '#kernel/domain-error';
import { newId } from '#kernel/ids';
import { runInContext } from './context.js';
import { resultOf } from './handler-result.js';
import { fromHeaders } from './headers.js';
import { packed } from './long-texts.js';
import { MessageMetrics } from './message-metrics.js';
import { MessagingConfig, tuned } from './messaging-config.js';
import type { Answer } from './messages.js';
import { Nats } from './nats.js';
import { toData } from './remote-error.js';
import { refuseWithoutRight } from './rights.js';
import { CallerTokens } from './tokens.js';

/**
 * Questions and interactive commands over the service's NATS connection: serves every `@MessagePattern`, verifies the caller,
 * runs the handler in its context and answers with the result or the refusal. Replicas share the work as one queue group.
 */
@Injectable()
export class RequestStrategy extends Server implements CustomTransportStrategy {
  override transportId = Transport.NATS;
  protected override logger = new Logger(RequestStrategy.name);
  private readonly subscriptions: Subscription[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly nats: Nats,
    private readonly tokens: CallerTokens,
    private readonly metrics: MessageMetrics,
    @Inject(MessagingConfig) private readonly config: MessagingConfig,
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    for (const [subject, handler] of this.messageHandlers) {
      if (handler.isEventHandler) continue;
      const received = (error: Error | null, request: Msg): void => {
        if (error) return this.logger.error({ err: error, subject }, 'A subscription failed');
        const answered = this.answer(subject, handler, request);
        this.underWay.add(answered);
        void this.forgetWhenDone(answered);
      };
      this.subscriptions.push(this.nats.connection.subscribe(subject, { queue: this.config.service, callback: received }));
    }
    callback();
  }

  /** Takes no further requests and finishes those under way. */
  async close(): Promise<void> {
    await Promise.race([this.drain(), pause(tuned(this.config).drainMs, undefined, { ref: false })]);
  }

  on(): never {
    throw new Error('the connection announces its events through Nats');
  }

  unwrap(): never {
    throw new Error('the connection is that of Nats');
  }

  private async drain(): Promise<void> {
    const subscriptions = this.subscriptions.splice(0);
    if (this.nats.isConnected()) await Promise.all(subscriptions.map((subscription) => subscription.drain()));
    await Promise.allSettled(this.underWay);
  }

  private async forgetWhenDone(answered: Promise<void>): Promise<void> {
    await answered;
    this.underWay.delete(answered);
  }

  private async answer(subject: string, handler: MessageHandler, request: Msg): Promise<void> {
    const startedAt = performance.now();
    const { token, messageId, idempotencyKey, correlationId = newId() } = fromHeaders(request.headers);
    const log = { subject, messageId, correlationId };
    let answer: Answer;
    try {
      const caller = await this.tokens.verify(token);
      refuseWithoutRight(caller, subject);
      const context = { caller, token, messageId, idempotencyKey, correlationId, subject };
      answer = { data: await runInContext(context, () => resultOf(handler, request.json(), request)) };
      this.metrics.messageHandled(subject, 'done', performance.now() - startedAt);
    } catch (error) {
      const refused = error instanceof DomainError;
      const durationMs = Math.round(performance.now() - startedAt);
      if (refused) this.logger.debug({ ...log, durationMs, code: error.code }, 'Refused');
      else this.logger.error({ ...log, durationMs, err: error }, 'Failed');
      answer = { error: toData(error) };
      this.metrics.messageHandled(subject, refused ? 'refused' : 'failed', durationMs);
    }
    this.respond(request, answer, log);
  }

  private respond(request: Msg, answer: Answer, log: { subject: string }): void {
    try {
      const { payload, headers } = packed(log.subject, answer);
      request.respond(payload, { headers });
    } catch (error) {
      this.logger.error({ ...log, err: error }, 'Could not answer'); // Larger than NATS carries, unless the connection is gone.
      if (!answer.error && !this.nats.connection.isClosed()) this.respond(request, { error: toData(error) }, log);
    }
  }
}
