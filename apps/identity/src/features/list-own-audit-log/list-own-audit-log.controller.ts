import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOwnAuditLog } from '#contracts/identity/audit-log.query';

@Controller()
export class ListOwnAuditLogController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOwnAuditLog.subject)
  list(@Payload() query: ListOwnAuditLog) {
    return this.queries.execute(query);
  }
}
