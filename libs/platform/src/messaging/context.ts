import { AsyncLocalStorage } from 'node:async_hooks';
import type { ActingOrganization, Caller, ServiceName, Uuid } from '#contracts/caller';
import { newId } from '#kernel/ids';
import { administratorOf } from '#kernel/rights';
import { isStaffRole, type Role } from '#kernel/roles';
import { Forbidden } from '../errors/forbidden.js';
import { Unauthenticated } from '../errors/unauthenticated.js';

/** What is known while one message, HTTP request or background step is worked on. */
export interface MessageContext {
  readonly caller?: Caller;
  /** The caller's signed token as it came, to be forwarded. Absent where this process speaks for the caller itself. */
  readonly token?: string;
  readonly correlationId: string; // One for everything that one outside request set off.
  readonly messageId?: string; // Of the message being worked on: the cause of whatever is sent now.
  readonly subject?: string;
  readonly idempotencyKey?: string;
}

const contexts = new AsyncLocalStorage<MessageContext>();

/** What is being worked on. Outside of any message: nothing but a correlation of its own. */
export const currentContext = (): MessageContext => contexts.getStore() ?? { correlationId: newId() };

/** What a log line says about what is being worked on. Ids only. */
export function contextForLog(): { correlationId?: string; messageId?: string; subject?: string } {
  const { correlationId, messageId, subject } = contexts.getStore() ?? {};
  return { correlationId, messageId, subject };
}

/** On whose behalf the current work is done. Throws when nobody said. */
export function currentCaller(): Caller {
  const caller = contexts.getStore()?.caller;
  if (!caller) throw new Unauthenticated();
  return caller;
}

/**
 * The caller, when it has one of these roles in the organization it acts for; otherwise `platform.forbidden`. An employee does what an
 * administrator there does, as far as their rights go, which were looked at when the message came in.
 */
export function requireRole(...roles: readonly Role[]): Caller & { organization: ActingOrganization } {
  const caller = currentCaller();
  if (!caller.organization || !rolesActedIn(caller).some((role) => roles.includes(role))) throw new Forbidden();
  return { ...caller, organization: caller.organization };
}

/** The caller's roles, and the one that an employee works in. */
export const rolesActedIn = ({ roles, organization }: Caller): readonly Role[] =>
  roles.some(isStaffRole) && organization ? [...roles, administratorOf(organization.kind)] : roles;

/** Runs work with everything in `context` known to it, and to whatever it awaits. */
export const runInContext = <T>(context: MessageContext, work: () => T): T => contexts.run(context, work);

/** Runs background work for a flow or a service. Correlation and cause are those of what is being worked on. */
export function runAs<T>(caller: Caller, work: () => Promise<T>, options: Partial<MessageContext> = {}): Promise<T> {
  return contexts.run({ ...currentContext(), token: undefined, ...options, caller }, work);
}

/** A flow acts for just its organizations and holds no role. */
export function flowCaller(
  id: string,
  organizations: readonly Uuid[],
  federationId: Uuid | null,
  organization: ActingOrganization | null = null,
): Caller {
  return { kind: 'flow', id, name: id, roles: [], organization, organizations, federationId };
}

/** A service that asks on nobody's behalf: it sees no organization's rows. */
export function serviceCaller(service: ServiceName): Caller {
  return { kind: 'service', id: service, name: service, roles: [], organization: null, organizations: [], federationId: null };
}
