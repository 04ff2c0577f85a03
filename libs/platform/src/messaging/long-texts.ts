import { headers, type Msg, type MsgHdrs } from '@nats-io/transport-node';
import { requests } from '#contracts/registry';
import type { Answer } from './messages.js';

/*
 * Some answers hold one long text that nobody between the database and the client looks into. Such a text is not escaped into the
 * JSON of the answer, to be unescaped by whoever receives it: it follows that JSON as it is. A header says where it begins.
 */
const header = 'Tessera-Long-Text';

const fields = new Map(requests.flatMap(({ subject, longText }) => (longText === undefined ? [] : [[subject, longText]])));

/** An answer as it is sent. */
export function packed(subject: string, answer: Answer): { payload: string | Uint8Array; headers?: MsgHdrs } {
  const field = fields.get(subject);
  const data = answer.data as Record<string, unknown> | undefined;
  const text = field === undefined ? undefined : data?.[field];
  if (field === undefined || typeof text !== 'string') return { payload: JSON.stringify(answer) };
  const rest = Buffer.from(JSON.stringify({ ...answer, data: { ...data, [field]: '' } }));
  const made = headers();
  made.set(header, `${field} ${rest.length}`);
  return { payload: Buffer.concat([rest, Buffer.from(text)]), headers: made };
}

/** An answer as it was received; a long text is the bytes of it. */
export function unpacked(reply: Msg): Answer {
  const [field, length] = reply.headers?.get(header).split(' ') ?? [];
  if (length === undefined) return reply.json<Answer>();
  const bytes = Buffer.from(reply.data.buffer, reply.data.byteOffset, reply.data.length);
  const answer = JSON.parse(bytes.toString('utf8', 0, Number(length))) as Answer;
  return { ...answer, data: { ...(answer.data as object), [field]: bytes.subarray(Number(length)) } };
}
