import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListAuditLog } from '#contracts/identity/audit-log.query';

@Controller()
export class ListAuditLogController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListAuditLog.subject)
  list(@Payload() query: ListAuditLog) {
    return this.queries.execute(query);
  }
}
