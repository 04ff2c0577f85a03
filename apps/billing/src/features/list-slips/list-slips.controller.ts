import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListSlips, type SlipRecord } from '#contracts/billing/childcare';
import type { Page } from '#contracts/message';

@Controller()
export class ListSlipsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListSlips.subject)
  list(@Payload() question: ListSlips): Promise<Page<SlipRecord>> {
    return this.queries.execute(question);
  }
}
