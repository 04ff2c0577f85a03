import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { FilePiece } from '#contracts/billing/files.query';
import { MakeUnpaidFile } from '#contracts/billing/unpaid.query';

@Controller()
export class MakeUnpaidFileController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(MakeUnpaidFile.subject)
  make(@Payload() question: MakeUnpaidFile): Promise<FilePiece> {
    return this.queries.execute(question);
  }
}
