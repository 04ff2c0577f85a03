import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Outcome = 'done' | 'refused' | 'failed' | 'parked';

/** What operators watch of a service's messages. In a registry of its own: tests run several services in one process. */
@Injectable()
export class MessageMetrics {
  readonly registry = new Registry();

  private readonly handled = new Histogram({
    name: 'tessera_message_seconds',
    help: 'Time a message took, by subject and outcome',
    labelNames: ['subject', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
    registers: [this.registry],
  });
  private readonly parked = new Counter({
    name: 'tessera_dead_letters_total',
    help: 'Messages parked after their last try: somebody has to look',
    labelNames: ['subject'],
    registers: [this.registry],
  });
  private readonly sent = new Counter({
    name: 'tessera_outbox_sends_total',
    help: 'Messages sent by the relay; again: for want of a confirmation',
    labelNames: ['subject', 'again'],
    registers: [this.registry],
  });
  private readonly open = new Gauge({
    name: 'tessera_outbox_open',
    help: 'Outbox rows that not every consumer has confirmed',
    registers: [this.registry],
  });
  private readonly oldest = new Gauge({
    name: 'tessera_outbox_oldest_seconds',
    help: 'Age of the oldest open outbox row',
    registers: [this.registry],
  });
  private readonly overdue = new Counter({
    name: 'tessera_sagas_overdue_total',
    help: 'Sagas not finished by their deadline',
    labelNames: ['kind'],
    registers: [this.registry],
  });

  messageHandled(subject: string, outcome: Outcome, durationMs: number): void {
    this.handled.observe({ subject, outcome }, durationMs / 1_000);
    if (outcome === 'parked') this.parked.inc({ subject });
  }

  messageSent(subject: string, again: boolean): void {
    this.sent.inc({ subject, again: String(again) });
  }

  outboxOpen(rows: number, oldestMs: number): void {
    this.open.set(rows);
    this.oldest.set(oldestMs / 1_000);
  }

  sagaOverdue(kind: string): void {
    this.overdue.inc({ kind });
  }
}
