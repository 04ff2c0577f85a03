import type { ChargeToAsk, PaymentProvider, ProviderAnswer, RefundToAsk } from '../domain/ports/payment-provider.js';

const answerWithinMs = 15_000;

/**
 * A provider that is spoken to over HTTP: `POST /charges` and `POST /refunds` with the key as Idempotency-Key. 200 or 201 names its
 * transaction, 402 says why it declined. All that leaves open whether money moved is unknown; other refusals moved none.
 */
export class HttpPaymentProvider implements PaymentProvider {
  constructor(
    private readonly url: string,
    private readonly token: string | undefined,
  ) {}

  charge({ key, ...charge }: ChargeToAsk): Promise<ProviderAnswer> {
    return this.ask('charges', key, charge);
  }

  refund({ key, ...refund }: RefundToAsk): Promise<ProviderAnswer> {
    return this.ask('refunds', key, refund);
  }

  private async ask(what: string, key: string, body: object): Promise<ProviderAnswer> {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
    };
    try {
      const signal = AbortSignal.timeout(answerWithinMs);
      const response = await fetch(`${this.url.replace(/\/$/, '')}/${what}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        signal,
      });
      return answerOf(response.status, await response.json().catch(() => undefined));
    } catch {
      return { outcome: 'unknown' };
    }
  }
}

function answerOf(status: number, said: unknown): ProviderAnswer {
  const { transaction, reason } = (said ?? {}) as { transaction?: unknown; reason?: unknown };
  if (status === 200 || status === 201)
    return typeof transaction === 'string' ? { outcome: 'succeeded', transaction } : { outcome: 'unknown' };
  if (status === 402) return { outcome: 'declined', reason: typeof reason === 'string' ? reason.slice(0, 200) : 'declined' };
  const mayHaveMoved = status >= 500 || [408, 409, 425, 429].includes(status) || status < 400;
  return mayHaveMoved ? { outcome: 'unknown' } : { outcome: 'declined', reason: `refused-${status}` };
}
