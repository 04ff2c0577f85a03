import type { Msg } from '@nats-io/transport-node';
import { GetStatement } from '#contracts/billing/statements.query';
import { packed, unpacked } from './long-texts.js';
import type { Answer } from './messages.js';

describe('an answer with a long text', () => {
  const received = (subject: string, answer: Answer): Answer => {
    const { payload, headers } = packed(subject, answer);
    const data = Buffer.concat([Buffer.from('before'), Buffer.from(payload)]).subarray('before'.length); // As a part of what a socket read.
    return unpacked({ data, headers, json: () => JSON.parse(data.toString()) as Answer } as unknown as Msg);
  };
  const { subject } = GetStatement;

  it('arrives as it was: the text as bytes, the rest as JSON', () => {
    const text = '{"name":"Zoë « 𝄞 »"},{"name":"a\\\\b"}';
    const { data } = received(subject, { data: { issuerName: 'Église', lines: text, upcoming: [], next: null } });
    const { lines, ...rest } = data as { lines: Uint8Array };
    expect(rest).toEqual({ issuerName: 'Église', upcoming: [], next: null });
    expect(Buffer.from(lines).toString()).toBe(text);
  });

  it('may have an empty one', () => {
    const { data } = received(subject, { data: { lines: '', next: null } });
    expect(data).toEqual({ lines: Buffer.alloc(0), next: null });
  });

  it('is a refusal like any other', () => {
    const error = { code: 'billing.no-such-billing-account', kind: 'missing' as const, detail: 'There is no such billing account.' };
    expect(received(subject, { error } as Answer)).toEqual({ error });
  });

  it('of another request stays JSON', () => {
    const { payload, headers } = packed('billing.query.get-invoice.v1', { data: { lines: 'a' } });
    expect([payload, headers]).toEqual(['{"data":{"lines":"a"}}', undefined]);
  });
});
