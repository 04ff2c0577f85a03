import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetFilePiece } from '#contracts/billing/files.query';

@Controller()
export class GetFilePieceController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetFilePiece.subject)
  get(@Payload() question: GetFilePiece): Promise<{ base64: string }> {
    return this.queries.execute(question);
  }
}
