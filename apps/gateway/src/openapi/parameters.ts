import type { OpenAPIObject } from '@nestjs/swagger';
import { publicPrefixes, type PublicKind } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';
import type { Edge } from '../edge/operation.js';
import type { Operation } from './operations.js';

type Parameters = NonNullable<NonNullable<OpenAPIObject['components']>['parameters']>;

// Without `example`: the page one can try things on would send it, to the wrong organization or under a spent key.
const header = (name: string, required: boolean, description: string, example: string) => ({
  name,
  in: 'header' as const,
  required,
  description: `${description}; for example \`${example}\``,
  schema: { type: 'string' as const },
});

const key = 'The same key with the same request gives the first answer again; with another request it is refused';

/** Headers that many operations understand. */
export const edgeParameters = {
  ActingOrganization: header(
    'Acting-Organization',
    false,
    'For whom to act, when several organizations are granted',
    exampleId('organization'),
  ),
  IdempotencyKey: header('Idempotency-Key', false, key, '5f1c9a52-0d0e-4c1f-9a41-1c3f6f0f3f0a'),
  RequiredIdempotencyKey: header('Idempotency-Key', true, key, '5f1c9a52-0d0e-4c1f-9a41-1c3f6f0f3f0a'),
  IfMatch: header('If-Match', true, 'The ETag of the version that was seen', '"1"'),
  OptionalIfMatch: header('If-Match', false, 'The ETag of the whole, to change this part only while nothing else has changed', '"1"'),
  AcceptLanguage: header('Accept-Language', false, 'English or French', 'fr'),
} satisfies Parameters;

const ref = (name: keyof typeof edgeParameters) => ({ $ref: `#/components/parameters/${name}` });

export function parametersOf({ open, idempotency, edits, language }: Edge): NonNullable<Operation['parameters']> {
  return [
    ...(open ? [] : [ref('ActingOrganization')]),
    ...(idempotency === 'honoured' ? [ref('IdempotencyKey')] : []),
    ...(idempotency === 'required' ? [ref('RequiredIdempotencyKey')] : []),
    ...(edits === 'one' ? [ref('IfMatch')] : []),
    ...(edits === 'part' ? [ref('OptionalIfMatch')] : []),
    ...(language ? [ref('AcceptLanguage')] : []),
  ];
}

type Parameter = Extract<NonNullable<Operation['parameters']>[number], { name: string }>;

/** What the framework found in a handler's signature, and the ids of the address, which it cannot see behind our pipes. */
export function ownParametersOf(path: string, { parameters = [] }: Operation): Parameter[] {
  const own = parameters.filter((parameter): parameter is Parameter => 'name' in parameter).map(withoutExample);
  const known = new Set(own.map(({ name }) => name));
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name) => !known.has(name));
  return [...named.map((name) => pathParameter(name, path)), ...own];
}

function withoutExample({ example, ...parameter }: Parameter): Parameter {
  const schema = parameter.schema && 'example' in parameter.schema ? { ...parameter.schema } : parameter.schema;
  const said: unknown = example ?? (schema && 'example' in schema ? schema.example : undefined);
  if (schema && 'example' in schema) delete schema.example;
  const description = [
    parameter.description,
    said === undefined ? undefined : `for example \`${JSON.stringify(said).replaceAll('"', '')}\``,
  ]
    .filter(Boolean)
    .join('; ');
  return { ...parameter, schema, description };
}

const kindsByCollection: Record<string, PublicKind> = {
  organizations: 'organization',
  users: 'user',
  'permission-groups': 'permissionGroup',
  'api-keys': 'apiKey',
  offers: 'offer',
  listings: 'listing',
  imports: 'import',
  accounts: 'account',
  contacts: 'contact',
  forms: 'form',
  usernames: 'username',
  invitations: 'invitation',
  people: 'person',
  'person-exports': 'personExport',
  'person-erasures': 'personErasure',
  memberships: 'membership',
  affiliations: 'affiliation',
  'batch-orders': 'batchOrder',
  skills: 'skill',
  'member-skills': 'memberSkill',
  invoices: 'invoice',
  'credit-notes': 'creditNote',
  cancellations: 'cancellation',
  'upstream-credits': 'upstreamCredit',
  'billing-accounts': 'billingAccount',
  'ledger-codes': 'ledgerCode',
  payments: 'payment',
  refunds: 'refund',
  'catalogue-drafts': 'catalogueDraft',
  'planned-payments': 'plannedPayment',
  'online-payments': 'onlinePayment',
  'payment-plans': 'paymentPlan',
  'recurring-charges': 'recurringCharge',
  'due-runs': 'dueRun',
  'possible-duplicates': 'possibleDuplicate',
  'duplicate-searches': 'duplicateSearch',
  merges: 'merge',
};

/** Of what is somebody’s own, under /v1/me. */
const kindsByName: Record<string, PublicKind> = { exportId: 'personExport' };

function pathParameter(name: string, path: string): Parameter {
  const kind = name === 'id' ? kindsByCollection[path.split('/')[2]] : (kindsByName[name] ?? kindNamed(name));
  if (!kind) throw new Error(`${path} does not say what ${name} is`);
  const schema = { type: 'string' as const, pattern: `^${publicPrefixes[kind]}_[0-9a-f]{32}$` };
  return { name, in: 'path', required: true, description: `For example \`${exampleId(kind)}\``, schema };
}

/** What is one's own names what it means: `{clientId}`. */
const kindNamed = (name: string): PublicKind | undefined =>
  (Object.keys(publicPrefixes) as PublicKind[]).find((kind) => name === `${kind}Id`);
