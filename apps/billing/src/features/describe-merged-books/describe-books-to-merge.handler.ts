import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DescribeBooksToMerge, type BooksToJoin } from '#contracts/billing/merges';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { BooksToMerge } from '../../persistence/books-to-merge.js';

@QueryHandler(DescribeBooksToMerge)
export class DescribeBooksToMergeHandler implements IQueryHandler<DescribeBooksToMerge> {
  constructor(
    private readonly database: Database,
    private readonly books: BooksToMerge,
  ) {}

  execute({ clients }: DescribeBooksToMerge): Promise<{ books: BooksToJoin[] }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const books: BooksToJoin[] = [];
      for (const client of clients.filter(({ organizationId }) => organizationId === organization.id)) {
        const both = await this.books.joining(em, organization.id, client);
        if (both) books.push(both);
      }
      return { books };
    });
  }
}
