import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetCertificateKey, type CertificateKey } from '#contracts/billing/reconciliation';

@Controller()
export class GetCertificateKeyController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetCertificateKey.subject)
  get(@Payload() question: GetCertificateKey): Promise<CertificateKey> {
    return this.queries.execute(question);
  }
}
