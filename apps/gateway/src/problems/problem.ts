import { DomainError, type ErrorKind, type Fault } from '#kernel/domain-error';
import { publicId, publicPrefixes, type PublicKind, type Uuid } from '#kernel/ids';
import { statuses } from '../edge/statuses.js';

export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

export interface ProblemScene {
  readonly correlationId: Uuid;
  readonly baseUrl: string;
  readonly titleOf: (code: string) => string;
}

/** A refusal as HTTP tells it. What is no refusal of ours says nothing but where to look it up. */
export function problemOf(error: unknown, scene: ProblemScene): Problem {
  if (!(error instanceof DomainError)) return internal(scene);
  const { code, kind, message, facts, faults } = error;
  const status = statuses[kind];
  const errors = faults.length > 0 ? { errors: faults.map(faultView) } : {};
  return {
    status,
    headers: headersFor(kind, facts),
    body: { ...publicFacts(facts), ...standard(code, status, message, scene), ...errors },
  };
}

function internal(scene: ProblemScene): Problem {
  const detail = 'Something went wrong on our side. It is logged under the id in `instance`.';
  return { status: 500, headers: {}, body: standard('platform.internal', 500, detail, scene) };
}

const standard = (code: string, status: number, detail: string, { baseUrl, titleOf, correlationId }: ProblemScene) => ({
  type: `${baseUrl}/problems/${code}`,
  title: titleOf(code),
  status,
  detail,
  instance: `urn:uuid:${correlationId}`,
  code,
});

const faultView = ({ row, column, pointer, code, detail }: Fault): Fault => ({ row, column, pointer, code, detail });

function headersFor(kind: ErrorKind, facts: object): Record<string, string> {
  if (kind === 'unauthenticated') return { 'WWW-Authenticate': 'Bearer, ApiKey' };
  if (kind === 'too-many') return { 'Retry-After': String(secondsIn(facts) ?? 60) };
  if (kind === 'unavailable') return { 'Retry-After': String(secondsIn(facts) ?? 2) };
  return {};
}

const secondsIn = (facts: object): number | undefined =>
  'retryAfterSeconds' in facts && typeof facts.retryAfterSeconds === 'number' ? Math.ceil(facts.retryAfterSeconds) : undefined;

/** Facts name things by UUID; outside, `offerId` reads `off_…` here as everywhere. */
function publicFacts(facts: object): object {
  return Object.fromEntries(Object.entries(facts).map(([name, value]: [string, unknown]) => [name, publicFact(name, value)]));
}

function publicFact(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => (typeof each === 'object' && each !== null ? publicFacts(each) : each));
  const kind = name.endsWith('Id') ? name.slice(0, -'Id'.length) : '';
  return typeof value === 'string' && isPublicKind(kind) && /^[0-9a-f-]{36}$/.test(value) ? publicId(kind, value) : value;
}

const isPublicKind = (text: string): text is PublicKind => text in publicPrefixes;
