import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { message } from '#contracts/message';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';
import { parsePublicId, type Uuid } from '#kernel/ids';
import { Unauthenticated } from '#platform/errors/unauthenticated';
import { runAs, serviceCaller } from '#platform/messaging/context';
import { Messages } from '#platform/messaging/messages';
import { AccessTokens } from './access-tokens.js';
import { credentialsOf } from './credentials.js';
import { RequestInvalid } from './gateway.errors.js';
import { callerOf, type SignedIn } from './signed-in.js';

/** Finds out who sent a request. Identity is asked every time, so that a log-out or a change of rights works at once. */
@Injectable()
export class Authentication {
  constructor(
    private readonly messages: Messages,
    private readonly tokens: AccessTokens,
  ) {}

  async of(request: Request): Promise<SignedIn> {
    const credentials = credentialsOf(request.header('authorization'), request.header('x-api-key'));
    if (!credentials) throw new Unauthenticated();
    const organizationId = actingOrganizationIn(request.header('acting-organization'));
    const sessionId = credentials.kind === 'access-token' ? await this.tokens.sessionIn(credentials.token) : undefined;
    const apiKey = credentials.kind === 'api-key' ? credentials.key : undefined;
    const question = message(ResolveCaller, { sessionId, apiKey, organizationId });
    const resolved = await runAs(serviceCaller('gateway'), () => this.messages.ask(question));
    return { sessionId, resolved, caller: callerOf(resolved) };
  }
}

function actingOrganizationIn(header: string | undefined): Uuid | undefined {
  if (header === undefined) return undefined;
  const id = parsePublicId('organization', header.trim());
  if (id) return id;
  throw new RequestInvalid([{ code: 'gateway.invalid-field', detail: 'Acting-Organization must be an id starting with org_' }]);
}
