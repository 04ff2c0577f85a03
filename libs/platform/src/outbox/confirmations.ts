import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ServiceName, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { InboxHolds } from '#contracts/platform/inbox-holds.query';
import { Database } from '../database/database.js';
import { execute, query } from '../database/sql.js';
import { Messages } from '../messaging/messages.js';
import { MessageMetrics } from '../messaging/message-metrics.js';
import { MessagingConfig, tuned, type MessagingTuning } from '../messaging/messaging-config.js';
import { Nats } from '../messaging/nats.js';
import { Streams, streamOf } from '../messaging/streams.js';
import { Loop } from './loop.js';
import { RelayBell } from './relay-bell.js';

const atOnce = 1_000; // As many ids as one question takes.
const few = 100;

interface OpenMessage {
  readonly id: Uuid;
  readonly subject: string;
  readonly awaiting: ServiceName[];
  readonly sentTo: string | null; // Null: not sent yet.
  readonly ageMs: number;
}

/**
 * Closes outbox rows, and this is the only place that does: when each consumer has said that its inbox holds the message. What
 * the broker answered proves nothing, since its store may be gone a moment later; rows sent to a stream that no longer exists are
 * due again at once, others when they have waited too long.
 */
@Injectable()
export class Confirmations implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Confirmations.name);
  private readonly tuning: MessagingTuning;
  private readonly loop: Loop;
  private open = 0;
  private tidiedAt = 0;
  private alarmedAt = 0;
  private forget?: () => void;

  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly nats: Nats,
    private readonly streams: Streams,
    private readonly bell: RelayBell,
    private readonly metrics: MessageMetrics,
    @Inject(MessagingConfig) config: MessagingConfig,
  ) {
    this.tuning = tuned(config);
    this.loop = new Loop(
      () => this.round(),
      () => (this.open <= few ? this.tuning.confirmEveryMs / 4 : this.tuning.confirmEveryMs),
    );
  }

  onApplicationBootstrap(): void {
    this.forget = this.nats.onReconnect(() => this.loop.hasten());
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.forget?.();
    await this.loop.stop();
  }

  private async round(): Promise<boolean> {
    await this.deleteOldClosed();
    this.open = 0;
    let oldestMs = 0;
    // By id in pages, within this round only: rows that a dead consumer keeps open must not hide the others.
    for (let after: Uuid | undefined, page: OpenMessage[] = []; ; after = page.at(-1)?.id) {
      page = await this.openAfter(after);
      this.open += page.length;
      oldestMs = Math.max(oldestMs, ...page.map(({ ageMs }) => ageMs));
      const sent = page.filter(({ sentTo }) => sentTo !== null);
      if (sent.length > 0 && this.nats.isConnected()) await this.check(sent);
      if (page.length < atOnce) break;
    }
    this.report(oldestMs);
    return false;
  }

  private async check(sent: readonly OpenMessage[]): Promise<void> {
    const consumers = [...new Set(sent.flatMap(({ awaiting }) => awaiting))];
    await Promise.all([
      this.sendAgainWhatItsStreamLost(sent),
      ...consumers.map((consumer) =>
        this.confirm(
          consumer,
          sent.filter(({ awaiting }) => awaiting.includes(consumer)),
        ),
      ),
    ]);
  }

  private async confirm(consumer: ServiceName, sent: readonly OpenMessage[]): Promise<void> {
    try {
      const question = message(InboxHolds, { messageIds: sent.map(({ id }) => id) });
      const { held } = await this.messages.askAt(InboxHolds.subjectOf(consumer), question, { timeoutMs: 5_000 });
      if (held.length === 0) return;
      await this.database.transaction(
        (em) =>
          execute(
            em,
            `UPDATE outbox SET awaiting = array_remove(awaiting, $2),
               closed_at = CASE WHEN array_remove(awaiting, $2) = '{}' THEN now() END
             WHERE id = ANY ($1::uuid[]) AND closed_at IS NULL`,
            [held, consumer],
          ),
        { as: 'relay' },
      );
    } catch (error) {
      this.logger.debug({ consumer, err: error }, 'A consumer does not say what it holds'); // Away, most likely; asked again soon.
    }
  }

  private async sendAgainWhatItsStreamLost(page: readonly OpenMessage[]): Promise<void> {
    try {
      for (const stream of new Set(page.map(({ subject }) => streamOf(subject)))) {
        const incarnation = await this.streams.incarnationOf(stream);
        if (!incarnation) continue; // Its owner makes it again; then the rows are due.
        const lost = page.filter(({ subject, sentTo }) => streamOf(subject) === stream && sentTo !== incarnation).map(({ id }) => id);
        if (lost.length === 0) continue;
        await this.database.transaction(
          (em) =>
            execute(em, `UPDATE outbox SET due_at = now() WHERE id = ANY ($1::uuid[]) AND closed_at IS NULL AND due_at > now()`, [lost]),
          { as: 'relay' },
        );
        this.bell.ring();
      }
    } catch (error) {
      this.logger.debug({ err: error }, 'Could not look at the streams');
    }
  }

  private openAfter(after: Uuid | undefined): Promise<OpenMessage[]> {
    return this.database.transaction(
      (em) =>
        query<OpenMessage>(
          em,
          `SELECT id, subject, awaiting, sent_to AS "sentTo", (extract(epoch FROM now() - created_at) * 1000)::int AS "ageMs"
           FROM outbox WHERE closed_at IS NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT ${atOnce}`,
          [after ?? null],
        ),
      { as: 'relay' },
    );
  }

  private report(oldestMs: number): void {
    this.metrics.outboxOpen(this.open, oldestMs);
    if (oldestMs < this.tuning.outboxAlarmMs || Date.now() - this.alarmedAt < 60_000) return;
    this.alarmedAt = Date.now();
    this.logger.error({ open: this.open, oldestMs, alarm: true }, 'Messages wait too long for their consumers');
  }

  private async deleteOldClosed(): Promise<void> {
    if (Date.now() - this.tidiedAt < 600_000) return;
    this.tidiedAt = Date.now();
    const text = `DELETE FROM outbox WHERE closed_at < now() - $1 * interval '1 ms'`;
    await this.database.transaction((em) => execute(em, text, [this.tuning.keepClosedMs]), { as: 'relay' });
  }
}
