import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewMembershipCancellations } from '#contracts/memberships/cancellations';

@Controller()
export class PreviewMembershipCancellationsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(PreviewMembershipCancellations.subject)
  preview(@Payload() query: PreviewMembershipCancellations) {
    return this.queries.execute(query);
  }
}
