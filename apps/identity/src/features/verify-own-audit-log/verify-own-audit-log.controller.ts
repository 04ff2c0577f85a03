import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { VerifyOwnAuditLog } from '#contracts/identity/audit-log.query';

@Controller()
export class VerifyOwnAuditLogController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(VerifyOwnAuditLog.subject)
  verify(@Payload() query: VerifyOwnAuditLog) {
    return this.queries.execute(query);
  }
}
