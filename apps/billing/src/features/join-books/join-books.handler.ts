import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BooksJoined, JoinBooks } from '#contracts/billing/merges';
import { Audit } from '#platform/audit/audit';
import { currentCaller } from '#platform/messaging/context';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { MergedBooks } from '../../persistence/merged-books.js';
import { holdBooks } from '../../persistence/sheets.js';

/** A step of a merge (ID-24): closed clients' books are shown in their survivors'. No document changes for it. */
@CommandHandler(JoinBooks)
export class JoinBooksHandler implements ICommandHandler<JoinBooks> {
  constructor(
    private readonly inbox: Inbox,
    private readonly books: MergedBooks,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  execute(command: JoinBooks): Promise<void> {
    return this.inbox.once((em) => this.join(em, command));
  }

  private async join(
    em: EntityManager,
    { mergeId, clients, closedPersonId: closedId, survivorPersonId: survivorId }: JoinBooks,
  ): Promise<void> {
    await this.books.joinPeople(em, mergeId, { closedId, survivorId }, currentCaller().organizations);
    const byIssuer = Map.groupBy(clients, (client) => client.organizationId);
    await holdBooks(em, byIssuer.keys(), true);
    for (const [organizationId, own] of [...byIssuer].sort(([a], [b]) => (a < b ? -1 : 1))) {
      let [accounts, entries] = [0, 0];
      for (const client of own) {
        const joined = await this.books.join(em, mergeId, client);
        accounts += joined ? 1 : 0;
        entries += joined?.entries ?? 0;
      }
      const facts = { accounts, entries };
      if (accounts > 0) await this.audit.record(em, { organizationId, action: 'billing.books-joined', subject: mergeId, facts });
    }
    await this.outbox.add(em, BooksJoined, { mergeId });
  }
}
