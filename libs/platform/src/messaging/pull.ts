import { createInbox, nanos, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { Delivery } from './delivery.js';

/** Nothing came in time; or the consumer may be gone, which whoever pulls has to look into. */
export type Pulled = Delivery | 'nothing' | 'trouble';

/** The parts of the pull protocol's answers that are no messages. */
const status = { heartbeat: 100, notFound: 404, timeout: 408 } as const;

/**
 * Pulls one message after the other from a durable consumer, one outstanding pull at a time: a message is fetched when there
 * is somebody to work on it, so none waits in a buffer while its acknowledgement falls due. The server's heartbeats tell an idle
 * consumer from one that was deleted.
 */
export class Puller {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private readonly early: Delivery[] = []; // Came after its pull was given up.
  private pulls = 0;
  private settle?: (pulled: Pulled) => void;
  private beat?: NodeJS.Timeout;
  private closed = false;

  constructor(
    private readonly connection: NatsConnection,
    inboxPrefix: string,
    private readonly heartbeatMs: number,
  ) {
    this.inbox = createInbox(inboxPrefix);
    this.subscription = connection.subscribe(`${this.inbox}.*`, { callback: (error, msg) => this.received(error, msg) });
  }

  async next(stream: string, durable: string): Promise<Pulled> {
    const early = this.early.shift();
    if (early) return early;
    const pulled = new Promise<Pulled>((resolve) => (this.settle = resolve));
    const expires = nanos(this.heartbeatMs * 6);
    const pull = JSON.stringify({ batch: 1, expires, idle_heartbeat: nanos(this.heartbeatMs) });
    this.connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, pull, { reply: `${this.inbox}.${++this.pulls}` });
    this.expectBeat();
    return pulled.finally(() => clearTimeout(this.beat));
  }

  /** Gives up the pull under way. */
  interrupt(): void {
    this.settle?.('trouble');
  }

  close(): void {
    this.closed = true;
    this.settle?.('nothing');
    for (const message of this.early.splice(0)) message.nak();
    // Drained rather than cut off: what is on its way is handed back at once.
    if (!this.connection.isClosed()) void this.subscription.drain();
  }

  private received(error: Error | null, msg: Msg): void {
    if (error) return this.settle?.('trouble');
    if (!msg.subject.startsWith(this.inbox)) return this.arrived(new Delivery(msg));
    if (msg.subject !== `${this.inbox}.${this.pulls}`) return; // The end of a pull already given up.
    switch (msg.headers?.code) {
      case status.heartbeat:
        return this.expectBeat();
      case status.notFound:
      case status.timeout:
        return this.settle?.('nothing');
      default:
        return this.settle?.('trouble');
    }
  }

  private arrived(message: Delivery): void {
    if (this.closed) return message.nak();
    if (!this.settle) return void this.early.push(message);
    const settle = this.settle;
    this.settle = undefined;
    settle(message);
  }

  private expectBeat(): void {
    clearTimeout(this.beat);
    this.beat = setTimeout(() => this.settle?.('trouble'), this.heartbeatMs * 2.5).unref();
  }
}
