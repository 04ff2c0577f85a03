import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the simulated provider has taken or given back, by the key it was asked under. */
export interface Transaction {
  readonly key: string;
  readonly kind: 'charge' | 'refund';
  readonly transaction: string;
  readonly amountMinor: number;
  readonly of: string; // The instrument charged, or the transaction given back.
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/**
 * A payment provider for tests: a server of its own that speaks the protocol of billing's HTTP provider. It keeps what it was asked
 * under a key, so that asking again changes nothing. Instruments tell it what to do: `card-…` pays, `poor-…` is declined, `lost-…`
 * pays and hangs up before it answers, once, `down-…` answers 503 once without paying.
 */
export class ProviderSimulator {
  readonly transactions: Transaction[] = [];
  asked = 0;
  private readonly answers = new Map<string, Answer>();
  private readonly troubled = new Set<string>();
  private readonly server = createServer((request, response) => void this.serve(request, response));

  private constructor() {}

  static async start(): Promise<ProviderSimulator> {
    const simulator = new ProviderSimulator();
    await new Promise<void>((resolve) => simulator.server.listen(0, '127.0.0.1', resolve));
    return simulator;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked++;
    const body = await bodyOf(request);
    const key = String(request.headers['idempotency-key']);
    const first = !this.troubled.has(key);
    this.troubled.add(key);
    const instrument = 'instrument' in body ? body.instrument : '';
    if (first && instrument.startsWith('down-')) return void response.writeHead(503).end();
    const answer = this.answers.get(key) ?? this.decide(request.url === '/refunds' ? 'refund' : 'charge', key, body);
    this.answers.set(key, answer);
    if (first && instrument.startsWith('lost-')) return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  }

  private decide(kind: 'charge' | 'refund', key: string, body: Asked): Answer {
    const of = 'instrument' in body ? body.instrument : body.transaction;
    if (of.startsWith('poor-')) return { status: 402, body: { reason: 'insufficient-funds' } };
    if (kind === 'refund' && this.leftOf(of) < body.amountMinor) return { status: 402, body: { reason: 'beyond-the-charge' } };
    const transaction = `txn-${this.transactions.length + 1}`;
    this.transactions.push({ key, kind, transaction, amountMinor: body.amountMinor, of });
    return { status: 201, body: { transaction } };
  }

  private leftOf(transaction: string): number {
    const sum = (some: Transaction[]): number => some.reduce((total, one) => total + one.amountMinor, 0);
    const charged = this.transactions.filter((one) => one.kind === 'charge' && one.transaction === transaction);
    return sum(charged) - sum(this.transactions.filter((one) => one.kind === 'refund' && one.of === transaction));
  }
}

type Asked = { amountMinor: number } & ({ instrument: string } | { transaction: string });

async function bodyOf(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Asked;
}
