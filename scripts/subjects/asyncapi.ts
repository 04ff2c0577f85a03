import { schemaPrefix, type Schema } from './schema.js';
import type { Subject, Subjects } from './subjects.js';

const channelOf = (subject: string): string => `#/channels/${subject}`;
const replyChannel = 'replies';

/** What travels beside every payload. */
const headers: Schema = {
  type: 'object',
  properties: {
    'Tessera-Message': { type: 'string', format: 'uuid', description: 'The message’s own id: whoever takes it twice does it once' },
    'Tessera-Correlation': { type: 'string', format: 'uuid', description: 'Shared by everything that one request set off' },
    'Tessera-Causation': { type: 'string', format: 'uuid', description: 'The message that set this one off' },
    'Tessera-Caller': { type: 'string', description: 'On whose behalf: a signed token, EdDSA' },
    'Tessera-Idempotency-Key': { type: 'string', description: 'Of a command: the first answer is given again' },
  },
  required: ['Tessera-Message', 'Tessera-Caller'],
};

/** What a question or command is refused with. */
const refusal: Schema = {
  type: 'object',
  properties: {
    code: { type: 'string', description: 'One page each in docs/problems' },
    kind: { type: 'string' },
    detail: { type: 'string' },
    facts: { type: 'object', additionalProperties: true },
    faults: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
  required: ['code', 'kind', 'detail'],
};

/** An AsyncAPI 3 document of every subject between the services. */
export function asyncApi({ all, schemas }: Subjects): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tessera, between its services',
      version: '1.0.0',
      description:
        'Questions and commands go by NATS request and reply: somebody waits. Flow commands and events go through the outbox and JetStream, and stay open until every consumer has confirmed them. Written by `npm run docs:subjects` from libs/contracts.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      ...Object.fromEntries(all.map((one) => [one.subject, channel(one)])),
      [replyChannel]: {
        address: null,
        description: 'The inbox that a question or command came with.',
        messages: Object.fromEntries(
          all.filter(({ reply }) => reply).map(({ name }) => [answerOf(name), { $ref: messageRef(answerOf(name)) }]),
        ),
      },
    },
    operations: Object.fromEntries(all.flatMap(operations)),
    components: {
      messages: Object.fromEntries(all.flatMap(messages)),
      schemas: { Headers: headers, Refusal: refusal, ...Object.fromEntries(schemas) },
    },
  };
}

const answerOf = (name: string): string => `${name}.answer`;
const messageRef = (name: string): string => `#/components/messages/${name}`;

const channel = ({ subject, name, description, owner, kind }: Subject): object => ({
  address: subject,
  ...(description ? { description } : {}),
  messages: { [name]: { $ref: messageRef(name) } },
  tags: [{ name: owner }, { name: kind }],
});

function messages({ name, subject, kind, description, payload, reply, example }: Subject): [string, object][] {
  const sent = {
    name,
    title: subject,
    ...(description ? { summary: description } : {}),
    tags: [{ name: kind }],
    headers: { $ref: `${schemaPrefix}Headers` },
    payload,
    examples: [{ payload: example }],
  };
  if (!reply) return [[name, sent]];
  const answer = {
    type: 'object',
    anyOf: [
      { type: 'object', properties: { data: reply }, additionalProperties: false },
      { type: 'object', properties: { error: { $ref: `${schemaPrefix}Refusal` } }, required: ['error'], additionalProperties: false },
    ],
  };
  return [
    [name, sent],
    [answerOf(name), { name: answerOf(name), title: `What ${subject} is answered`, payload: answer }],
  ];
}

/** One for each service that sends it, and one for each that takes it. */
function operations({ subject, name, senders, takers, reply, kind }: Subject): [string, object][] {
  const shared = { channel: { $ref: channelOf(subject) }, messages: [{ $ref: `${channelOf(subject)}/messages/${name}` }] };
  const replied = reply
    ? {
        reply: {
          channel: { $ref: channelOf(replyChannel) },
          messages: [{ $ref: `${channelOf(replyChannel)}/messages/${answerOf(name)}` }],
        },
      }
    : {};
  const takes = kind === 'flow command' || kind === 'event' ? 'confirms' : 'answers';
  return [
    ...senders.map((service): [string, object] => [
      `${service}.sends.${name}`,
      { action: 'send', title: `${service} sends ${name}`, ...shared, ...replied, tags: [{ name: service }] },
    ]),
    ...takers.map((service): [string, object] => [
      `${service}.${takes}.${name}`,
      { action: 'receive', title: `${service} ${takes} ${name}`, ...shared, ...replied, tags: [{ name: service }] },
    ]),
  ];
}
