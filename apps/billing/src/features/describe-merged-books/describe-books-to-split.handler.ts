import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DescribeBooksToSplit, type BooksToJoin } from '#contracts/billing/merges';
import type { LaterActivity } from '#contracts/memberships/merges';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { BooksToMerge } from '../../persistence/books-to-merge.js';
import { MergedBooks } from '../../persistence/merged-books.js';
import { PartedBooks } from '../../persistence/parted-books.js';

@QueryHandler(DescribeBooksToSplit)
export class DescribeBooksToSplitHandler implements IQueryHandler<DescribeBooksToSplit> {
  constructor(
    private readonly database: Database,
    private readonly merged: MergedBooks,
    private readonly parted: PartedBooks,
    private readonly books: BooksToMerge,
  ) {}

  execute({ mergeId, giveBack }: DescribeBooksToSplit): Promise<{ books: BooksToJoin[]; later: LaterActivity[] }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const [books, later]: [BooksToJoin[], LaterActivity[]] = [[], []];
      for (const merged of await this.merged.ofMerge(em, mergeId)) {
        const parting = merged.issuerId === organization.id ? await this.parted.draft(em, merged, giveBack) : undefined;
        if (!parting) continue;
        books.push(await this.books.parting(em, merged, parting));
        later.push(...(await this.books.later(em, merged, parting)));
      }
      return { books, later };
    });
  }
}
