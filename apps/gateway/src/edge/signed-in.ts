import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import type { ResolvedCaller } from '#contracts/identity/resolve-caller.query';
import { Forbidden } from '#platform/errors/forbidden';
import { Unauthenticated } from '#platform/errors/unauthenticated';

/** Who is behind a request, as identity said a moment ago. */
export interface SignedIn {
  readonly sessionId: Uuid | undefined; // None for an API key.
  readonly resolved: ResolvedCaller;
  readonly caller: Caller;
}

export interface EdgeRequest extends Request {
  signedIn?: SignedIn;
}

/** The tenant comes from here and never from a field a client sets: rows of the acting organization, in its network. */
export function callerOf({ kind, id, name, roles, rights, organization }: ResolvedCaller): Caller {
  return {
    kind,
    id,
    name,
    roles,
    rights,
    organization,
    organizations: organization ? [organization.id] : [],
    federationId: organization?.federationId ?? null,
  };
}

function signedInOf(context: ExecutionContext): SignedIn {
  const { signedIn } = context.switchToHttp().getRequest<EdgeRequest>();
  if (!signedIn) throw new Unauthenticated();
  return signedIn;
}

/** `@SignedInAs() signedIn: SignedIn` */
export const SignedInAs = createParamDecorator((_data: unknown, context: ExecutionContext): SignedIn => signedInOf(context));

/** `@From() caller: Caller` */
export const From = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => signedInOf(context).caller);

/** The acting organization, for a route that only makes sense within one. */
export const ActingFor = createParamDecorator((_data: unknown, context: ExecutionContext): ActingOrganization => {
  const { organization } = signedInOf(context).caller;
  if (!organization) throw new Forbidden();
  return organization;
});
