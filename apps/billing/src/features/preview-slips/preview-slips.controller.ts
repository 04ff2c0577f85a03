import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewSlips, type SlipsMade } from '#contracts/billing/childcare';

@Controller()
export class PreviewSlipsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(PreviewSlips.subject)
  preview(@Payload() question: PreviewSlips): Promise<SlipsMade> {
    return this.queries.execute(question);
  }
}
