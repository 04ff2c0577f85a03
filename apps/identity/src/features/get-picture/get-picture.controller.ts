import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPicture } from '#contracts/identity/pictures';

@Controller()
export class GetPictureController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPicture.subject)
  get(@Payload() query: GetPicture) {
    return this.queries.execute(query);
  }
}
