import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BooksSplit, SplitBooks } from '#contracts/billing/merges';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { MergedBooks } from '../../persistence/merged-books.js';
import { PartedBooks } from '../../persistence/parted-books.js';
import { holdBooks } from '../../persistence/sheets.js';

/** A step of an unmerge (ID-24): each has their own books again; what came later stays, but for what was named and what follows it. */
@CommandHandler(SplitBooks)
export class SplitBooksHandler implements ICommandHandler<SplitBooks> {
  constructor(
    private readonly inbox: Inbox,
    private readonly books: MergedBooks,
    private readonly parted: PartedBooks,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  execute(command: SplitBooks): Promise<void> {
    return this.inbox.once((em) => this.split(em, command));
  }

  private async split(em: EntityManager, { mergeId, giveBack }: SplitBooks): Promise<void> {
    await this.books.partPeople(em, mergeId);
    const issuers = (await this.books.ofMerge(em, mergeId)).map(({ issuerId }) => issuerId);
    await holdBooks(em, issuers, true);
    const byIssuer = Map.groupBy(await this.books.ofMerge(em, mergeId), ({ issuerId }) => issuerId); // As it stands now that nobody else moves it.
    const clientsInUse = new Set<Uuid>();
    for (const [organizationId, own] of [...byIssuer].sort(([a], [b]) => (a < b ? -1 : 1))) {
      let [entries, matchesUndone] = [0, 0];
      for (const merged of own) {
        const done = await this.parted.part(em, merged, giveBack);
        entries += done.entries;
        matchesUndone += done.matches;
        if (done.laterStays) clientsInUse.add(merged.toClientId);
      }
      const accounts = own.filter(({ home }) => home !== null).length;
      const facts = { accounts, entries, matchesUndone };
      if (accounts > 0) await this.audit.record(em, { organizationId, action: 'billing.books-split', subject: mergeId, facts });
    }
    await this.outbox.add(em, BooksSplit, { mergeId, clientsInUse: [...clientsInUse].sort() });
  }
}
