import { nanos, type Msg, type MsgHdrs } from '@nats-io/transport-node';

/**
 * One delivery of a message by JetStream. Says what became of it by the words of the acknowledgement protocol; the client
 * library makes such objects only inside its own consumers.
 */
export class Delivery {
  private settled = false;

  constructor(private readonly msg: Msg) {}

  get subject(): string {
    return this.msg.subject;
  }

  get headers(): MsgHdrs | undefined {
    return this.msg.headers;
  }

  get data(): Uint8Array {
    return this.msg.data;
  }

  /** How often the message has been delivered, this time included. */
  get tries(): number {
    // $JS.ACK.<stream>.<consumer>.<tries>.<sequences…>, in clusters with <domain>.<account> before the stream.
    const tokens = this.msg.reply?.split('.') ?? [];
    return Number(tokens.length > 9 ? tokens[6] : tokens[4]);
  }

  json(): unknown {
    return this.msg.json();
  }

  ack(): void {
    this.settle('+ACK');
  }

  /** Not now: deliver it again after a pause. */
  nak(afterMs = 0): void {
    this.settle(afterMs > 0 ? `-NAK ${JSON.stringify({ delay: nanos(afterMs) })}` : '-NAK');
  }

  /** Never again. Without a reason: servers before 2.10 would not understand the word. */
  term(): void {
    this.settle('+TERM');
  }

  /** Still at it: do not deliver it to anybody else. */
  working(): void {
    if (!this.settled) this.msg.respond('+WPI');
  }

  private settle(word: string): void {
    if (this.settled) return;
    this.settled = true;
    this.msg.respond(word);
  }
}
