import { Injectable } from '@nestjs/common';
import type { Caller } from '#contracts/caller';
import { FindOwnClient, type OwnClient } from '#contracts/identity/own-clients';
import { message } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { Forbidden } from '../errors/forbidden.js';
import { currentCaller, flowCaller, runAs } from '../messaging/context.js';
import { Messages } from '../messaging/messages.js';

/** What the owner alone may do was asked by a member with a login of their own. */
const ownersOnly = 'Only the owner of the account may do this.';

/**
 * Clients who act for themselves. They hold no role at an organization and no right: their own account is all they reach, and each
 * service that keeps something of it asks identity, by the caller's own token, whose it is.
 */
@Injectable()
export class OwnClients {
  constructor(private readonly messages: Messages) {}

  /** The client, if it is the caller's own; otherwise missing, whoever's it is. */
  find(clientId: Uuid): Promise<OwnClient> {
    if (currentCaller().kind !== 'user') throw new Forbidden('Only somebody who signed in may do this.');
    return this.messages.ask(message(FindOwnClient, { clientId }));
  }

  /** The same, of its owner: who answers for all members, and for what is owed (ID-1, ID-2). */
  async owned(clientId: Uuid): Promise<OwnClient> {
    const client = await this.find(clientId);
    if (!client.owner) throw new Forbidden(ownersOnly);
    return client;
  }
}

/** Works on a client's behalf at its organization and nowhere else. Whoever called has no say in it beyond who they are. */
export const actingFor = <T>(client: OwnClient, work: () => Promise<T>): Promise<T> => runAs(onBehalfOf(client), work);

/** Works with what is kept under the client's own id. */
export const actingAlone = <T>({ clientId, userId }: OwnClient, work: () => Promise<T>): Promise<T> =>
  runAs(flowCaller(`own-client:${userId}`, [clientId], null), work);

function onBehalfOf({ userId, organization }: OwnClient): Caller {
  const { name } = currentCaller();
  return { ...flowCaller(`own-client:${userId}`, [organization.id], organization.federationId, organization), name };
}
