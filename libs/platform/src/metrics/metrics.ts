import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { MessageMetrics } from '#platform/messaging/message-metrics';
import { ThisService } from '#platform/service/this-service';

/** What Prometheus reads from this service: the process, its messages, and figures looked up when it asks. */
@Injectable()
export class Metrics {
  private readonly own = new Registry();
  private readonly all: Registry[];

  constructor(service: ThisService, messages: MessageMetrics) {
    this.all = [this.own, messages.registry];
    for (const registry of this.all) registry.setDefaultLabels({ service: service.name });
    collectDefaultMetrics({ register: this.own });
  }

  /** A value read at every scrape. */
  gauge(name: string, help: string, read: () => Promise<number>): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [], collect: async (): Promise<void> => gauge.set(await read()) });
    this.own.registerMetric(gauge);
  }

  /** What only grows: give it to whoever makes it grow, once. */
  counter(name: string, help: string): Counter {
    const counter = new Counter({ name, help, registers: [] });
    this.own.registerMetric(counter);
    return counter;
  }

  /** In Prometheus' text format. */
  async scrape(): Promise<string> {
    const texts = await Promise.all(this.all.map((registry) => registry.metrics()));
    return texts.join('\n');
  }
}
