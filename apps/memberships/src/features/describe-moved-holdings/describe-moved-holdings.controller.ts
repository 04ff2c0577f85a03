import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  DescribeHoldingsToMerge,
  DescribeHoldingsToReturn,
  type HoldingConflict,
  type HoldingToMove,
  type LaterActivity,
} from '#contracts/memberships/merges';
import type { Uuid } from '#kernel/ids';

@Controller()
export class DescribeMovedHoldingsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(DescribeHoldingsToMerge.subject)
  merging(@Payload() query: DescribeHoldingsToMerge): Promise<{ memberships: HoldingToMove[]; conflicts: HoldingConflict[] }> {
    return this.queries.execute(query);
  }

  @MessagePattern(DescribeHoldingsToReturn.subject)
  returning(
    @Payload() query: DescribeHoldingsToReturn,
  ): Promise<{ memberships: HoldingToMove[]; later: LaterActivity[]; saleIds: Uuid[] }> {
    return this.queries.execute(query);
  }
}
