import { schemaPrefix, type Schema } from './schema.js';
import type { Subject, Subjects } from './subjects.js';

/** Every subject on one page, for whoever has one from a log line. */
export function subjectsPage({ all, schemas }: Subjects): string {
  const owners = Map.groupBy(all, ({ owner }) => owner);
  return [
    '# Subjects',
    '',
    'What services say to each other. Written by `npm run docs:subjects` from [libs/contracts](../libs/contracts/src/registry.ts); the same for',
    'machines, with the schema of every payload and answer: [asyncapi.json](asyncapi.json) (AsyncAPI 3).',
    '',
    'A _question_ or _command_ is asked by core NATS, and its owner answers. A _flow command_ or _event_ leaves through the outbox and JetStream,',
    'and stays open until every service that takes it has confirmed it. Every service also answers `<service>.query.inbox-holds.v1`, by which',
    'the others ask what it has confirmed, and to identity alone what it holds of people (`…collect-personal-data.v1`). A field marked ? may be',
    'absent.',
    '',
    ...[...owners.keys()].map((owner) => `- [${owner}](#${owner}): ${owners.get(owner)!.length}`),
    '',
    ...[...owners].flatMap(([owner, own]) => [`## ${owner}`, '', ...own.flatMap(section)]),
    '## Shapes',
    '',
    ...[...schemas].flatMap(([name, schema]) => [
      `### ${name}`,
      '',
      ...(schema.description ? [schema.description, ''] : []),
      ...(schema.properties ? fields(schema) : [typeOf(schema), '']),
    ]),
  ].join('\n');
}

function section({ subject, name, kind, senders, takers, description, file, payload, reply }: Subject): string[] {
  const takes = kind === 'event' || kind === 'flow command' ? 'confirmed by' : 'answered by';
  const sent = `${senders.join(', ')}; ${takes} ${takers.length > 0 ? takers.join(', ') : 'nobody yet'}`;
  return [
    `### ${subject}`,
    '',
    ...(description ? [description, ''] : []),
    `${kind[0].toUpperCase()}${kind.slice(1)}, [${name}](../${file}), sent by ${sent}.`,
    '',
    ...fields(payload),
    ...(reply ? [`Answer: ${typeOf(reply)}`, ''] : []),
  ];
}

function fields({ properties = {}, required = [] }: Schema): string[] {
  const entries = Object.entries(properties);
  if (entries.length === 0) return ['No fields.', ''];
  const rows = entries.map(([name, schema]) => [
    `\`${name}\`${required.includes(name) ? '' : '?'}`,
    typeOf(schema),
    (schema.description ?? '').replaceAll('|', '\\|'),
  ]);
  return ['| Field | Type | |', '| --- | --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`), ''];
}

/** A type in a few words. */
function typeOf(schema: Schema): string {
  if (schema.$ref) {
    const name = schema.$ref.slice(schemaPrefix.length);
    return `[${name}](#${name.toLowerCase().replaceAll('.', '')})`;
  }
  if (schema.allOf) return schema.allOf.map(typeOf).join(' and ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.type === 'array')
    return `list of ${typeOf(schema.items ?? {})}${schema.maxItems === undefined ? '' : `, at most ${schema.maxItems}`}`;
  if (schema.type === 'object' && schema.properties) {
    const { properties, required = [] } = schema;
    const inner = Object.entries(properties).map(([name, one]) => `${name}${required.includes(name) ? '' : '?'}: ${typeOf(one)}`);
    return inner.length === 0 ? 'nothing' : `{ ${inner.join('; ')} }`;
  }
  if (schema.type === 'object')
    return `map of ${typeof schema.additionalProperties === 'object' ? typeOf(schema.additionalProperties) : 'anything'}`;
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : ((schema.type as string | undefined) ?? 'anything');
  return type.replace('string', schema.format ?? 'text') + boundsOf(schema);
}

function boundsOf({ minimum, maximum, minLength, maxLength }: Schema): string {
  const [least, most] = [minimum ?? minLength, maximum ?? maxLength];
  if (least === undefined && most === undefined) return '';
  return `, ${[least, most].map((bound) => bound ?? '').join('…')}${minLength !== undefined || maxLength !== undefined ? ' long' : ''}`;
}
