import { headers, type MsgHdrs } from '@nats-io/transport-node';

const names = {
  messageId: 'Tessera-Message',
  correlationId: 'Tessera-Correlation',
  causationId: 'Tessera-Causation',
  token: 'Tessera-Caller',
  idempotencyKey: 'Tessera-Idempotency-Key',
} as const;

/** What travels beside a payload: who sent it on whose behalf, and what set it off. */
export type Envelope = Partial<Record<keyof typeof names, string>>;

export function toHeaders(envelope: Envelope): MsgHdrs {
  const made = headers();
  for (const [key, name] of Object.entries(names)) {
    const value = envelope[key as keyof Envelope];
    if (value !== undefined) made.set(name, value);
  }
  return made;
}

export function fromHeaders(received: MsgHdrs | undefined): Envelope {
  const envelope: Envelope = {};
  if (received)
    for (const [key, name] of Object.entries(names)) if (received.has(name)) envelope[key as keyof Envelope] = received.get(name);
  return envelope;
}
