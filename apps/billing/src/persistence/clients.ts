import { Injectable } from '@nestjs/common';
import { DescribeClients, type ClientDescription } from '#contracts/identity/describe-clients.query';
import { message } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';

const atOnce = 1000;

/** Names and addresses of clients, for documents that no import brings them with. Identity knows them; a document keeps a snapshot. */
@Injectable()
export class Clients {
  constructor(private readonly messages: Messages) {}

  /** By account; whoever is no client of the organization is left out. Ask before the transaction, which holds locks. */
  async of(organizationId: Uuid, accountIds: Iterable<Uuid>): Promise<Map<Uuid, ClientDescription>> {
    const ids = [...new Set(accountIds)];
    const known = new Map<Uuid, ClientDescription>();
    for (let at = 0; at < ids.length; at += atOnce) {
      const { clients } = await this.messages.ask(message(DescribeClients, { organizationId, accountIds: ids.slice(at, at + atOnce) }));
      for (const client of clients) known.set(client.accountId, client);
    }
    return known;
  }
}
