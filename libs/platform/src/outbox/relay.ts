import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import type { Caller, Uuid } from '#contracts/caller';
import { newId } from '#kernel/ids';
import { Database } from '../database/database.js';
import { execute, query } from '../database/sql.js';
import { toHeaders } from '../messaging/headers.js';
import { MessageMetrics } from '../messaging/message-metrics.js';
import { MessagingConfig, tuned, type MessagingTuning } from '../messaging/messaging-config.js';
import { Nats } from '../messaging/nats.js';
import { Streams, streamOf } from '../messaging/streams.js';
import { CallerTokens } from '../messaging/tokens.js';
import { Loop } from './loop.js';
import { RelayBell } from './relay-bell.js';

const batchSize = 32;

interface OpenMessage {
  readonly id: Uuid;
  readonly subject: string;
  readonly payload: string;
  readonly caller: Caller;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly tries: number;
  readonly sentBefore: boolean;
}

/**
 * Sends what the outbox holds. A row stays open after it was sent; Confirmations closes it. Rows are found by their state, never
 * by a remembered position, and locked while they are sent, so several relays share them and a killed one leaves nothing behind.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Relay.name);
  private readonly tuning: MessagingTuning;
  private readonly stream: JetStreamClient;
  private readonly loop: Loop;
  private sending = true;

  constructor(
    private readonly database: Database,
    private readonly nats: Nats,
    private readonly streams: Streams,
    private readonly tokens: CallerTokens,
    private readonly bell: RelayBell,
    private readonly metrics: MessageMetrics,
    @Inject(MessagingConfig) config: MessagingConfig,
  ) {
    this.tuning = tuned(config);
    this.stream = jetstream(nats.connection, { timeout: 5_000 });
    this.loop = new Loop(
      () => this.sendDue(),
      () => this.tuning.relayPollMs,
    );
  }

  onApplicationBootstrap(): void {
    this.bell.answer(() => this.loop.hasten());
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.bell.answer(undefined);
    await this.loop.stop();
  }

  /** Sends a batch of the rows that are due. Says whether there may be more right now. */
  private async sendDue(): Promise<boolean> {
    if (!this.nats.isConnected()) return false;
    return this.database.transaction(
      async (em) => {
        const messages = await claim(em);
        if (messages.length === 0) return false;
        const incarnations = await this.incarnations(messages);
        const sent = await Promise.all(messages.map((message) => this.send(message)));
        await this.markSent(
          em,
          messages.filter((_, i) => sent[i]),
          incarnations,
        );
        await this.markFailed(
          em,
          messages.filter((_, i) => !sent[i]),
        );
        return messages.length === batchSize && sent.some(Boolean);
      },
      { as: 'relay', repeated: true },
    );
  }

  /** Read before sending: if a stream is replaced meanwhile, the row names the old one and is sent again. */
  private async incarnations(messages: readonly OpenMessage[]): Promise<Map<string, string | undefined>> {
    const names = [...new Set(messages.map(({ subject }) => streamOf(subject)))];
    const entries = names.map(async (name) => [name, await this.streams.knownIncarnationOf(name)] as const);
    return new Map(await Promise.all(entries));
  }

  private async send({ id, subject, payload, caller, correlationId, causationId, sentBefore }: OpenMessage): Promise<boolean> {
    try {
      const headers = toHeaders({
        messageId: id,
        correlationId,
        causationId: causationId ?? undefined,
        token: await this.tokens.sign(caller),
      });
      // A fresh broker id each time: the broker swallows a repeated one, and our inboxes know repeats by our own.
      await this.nats.whileConnected(() => this.stream.publish(subject, payload, { msgID: newId(), headers }));
      this.sending = true;
      this.metrics.messageSent(subject, sentBefore);
      if (sentBefore) this.logger.warn({ subject, messageId: id, correlationId }, 'Sent again: a consumer does not hold it');
      return true;
    } catch (error) {
      // Most likely its owner has not made the stream yet, or NATS is away. The row stays open.
      const log = { subject, messageId: id, correlationId, err: error };
      if (this.sending) this.logger.warn(log, 'Could not be sent, stays open');
      else this.logger.debug(log, 'Could not be sent, stays open');
      this.sending = false; // Loud once an outage, not twice a second.
      return false;
    }
  }

  private async markSent(
    em: EntityManager,
    messages: readonly OpenMessage[],
    incarnations: Map<string, string | undefined>,
  ): Promise<void> {
    if (messages.length === 0) return;
    const { resendAfterMs, resendAtMostMs } = this.tuning;
    await execute(
      em,
      `UPDATE outbox SET tries = tries + 1, sent_to = sent.stream, due_at = clock_timestamp() + sent.again_ms * interval '1 ms',
         closed_at = CASE WHEN awaiting = '{}' THEN now() END
       FROM unnest($1::uuid[], $2::text[], $3::float8[]) AS sent (id, stream, again_ms) WHERE outbox.id = sent.id`,
      [
        messages.map(({ id }) => id),
        messages.map(({ subject }) => incarnations.get(streamOf(subject)) ?? 'unknown'),
        messages.map(({ tries }) => Math.min(resendAfterMs * 2 ** Math.min(tries, 20), resendAtMostMs)),
      ],
    );
  }

  private async markFailed(em: EntityManager, messages: readonly OpenMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const text = `UPDATE outbox SET due_at = clock_timestamp() + $2 * interval '1 ms' WHERE id = ANY ($1::uuid[])`;
    await execute(em, text, [messages.map(({ id }) => id), this.tuning.relayPollMs]);
  }
}

const claim = (em: EntityManager): Promise<OpenMessage[]> =>
  query<OpenMessage>(
    em,
    `SELECT id, subject, payload, caller, correlation_id AS "correlationId", causation_id AS "causationId", tries,
       sent_to IS NOT NULL AS "sentBefore"
     FROM outbox WHERE closed_at IS NULL AND due_at <= now() ORDER BY due_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED`,
  );
