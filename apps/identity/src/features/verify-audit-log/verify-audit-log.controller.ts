import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { VerifyAuditLog } from '#contracts/identity/audit-log.query';

@Controller()
export class VerifyAuditLogController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(VerifyAuditLog.subject)
  verify(@Payload() query: VerifyAuditLog) {
    return this.queries.execute(query);
  }
}
