import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeBooksToMerge, DescribeBooksToSplit, type BooksToJoin } from '#contracts/billing/merges';
import {
  DescribeHoldingsToMerge,
  DescribeHoldingsToReturn,
  type HoldingConflict,
  type HoldingToMove,
  type LaterActivity,
} from '#contracts/memberships/merges';
import type { ServiceDefinition } from '#platform/service/service-definition';

/** Memberships and billing as identity sees them when people are merged: what they say is for the test to set. */
export class FakeHoldings {
  memberships: HoldingToMove[] = [];
  conflicts: HoldingConflict[] = [];
  books: BooksToJoin[] = [];
  later: LaterActivity[] = [];
  readonly asked: object[] = [];

  reset(): void {
    this.memberships = [];
    this.conflicts = [];
    this.books = [];
    this.later = [];
    this.asked.length = 0;
  }

  private noted<T>(query: object, answer: T): T {
    this.asked.push(query);
    return answer;
  }

  services(): ServiceDefinition[] {
    return [this.membershipsService(), this.billingService()];
  }

  private membershipsService(): ServiceDefinition {
    const toMerge = (query: object) => this.noted(query, { memberships: this.memberships, conflicts: this.conflicts });
    const toReturn = (query: object) =>
      this.noted(query, { memberships: this.memberships, later: this.later.filter(({ kind }) => kind === 'membership'), saleIds: [] });

    @Controller()
    class MembershipsController {
      @MessagePattern(DescribeHoldingsToMerge.subject)
      describeToMerge(@Payload() query: DescribeHoldingsToMerge) {
        return toMerge(query);
      }

      @MessagePattern(DescribeHoldingsToReturn.subject)
      describeToReturn(@Payload() query: DescribeHoldingsToReturn) {
        return toReturn(query);
      }
    }

    @Module({ controllers: [MembershipsController] })
    class MembershipsModule {}
    return { name: 'memberships', module: MembershipsModule };
  }

  private billingService(): ServiceDefinition {
    const toMerge = (query: object) => this.noted(query, { books: this.books });
    const toSplit = (query: object) =>
      this.noted(query, { books: this.books, later: this.later.filter(({ kind }) => kind !== 'membership') });

    @Controller()
    class BillingController {
      @MessagePattern(DescribeBooksToMerge.subject)
      describeToMerge(@Payload() query: DescribeBooksToMerge) {
        return toMerge(query);
      }

      @MessagePattern(DescribeBooksToSplit.subject)
      describeToSplit(@Payload() query: DescribeBooksToSplit) {
        return toSplit(query);
      }
    }

    @Module({ controllers: [BillingController] })
    class BillingModule {}
    return { name: 'billing', module: BillingModule };
  }
}
