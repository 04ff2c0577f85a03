import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { MakeSlipsFile } from '#contracts/billing/childcare';
import type { FilePiece } from '#contracts/billing/files.query';

@Controller()
export class MakeSlipsFileController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(MakeSlipsFile.subject)
  make(@Payload() question: MakeSlipsFile): Promise<FilePiece> {
    return this.queries.execute(question);
  }
}
