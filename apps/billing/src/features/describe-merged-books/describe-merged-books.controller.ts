import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeBooksToMerge, DescribeBooksToSplit, type BooksToJoin } from '#contracts/billing/merges';
import type { LaterActivity } from '#contracts/memberships/merges';

@Controller()
export class DescribeMergedBooksController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(DescribeBooksToMerge.subject)
  merging(@Payload() query: DescribeBooksToMerge): Promise<{ books: BooksToJoin[] }> {
    return this.queries.execute(query);
  }

  @MessagePattern(DescribeBooksToSplit.subject)
  splitting(@Payload() query: DescribeBooksToSplit): Promise<{ books: BooksToJoin[]; later: LaterActivity[] }> {
    return this.queries.execute(query);
  }
}
