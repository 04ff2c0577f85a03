import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetCertificateKey } from '#contracts/billing/reconciliation';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { CertificateKeyView } from './reconciliation.response.js';

/** For whoever holds a certificate of this installation: they need no account. */
@ApiTags('Accounting')
@Controller('.well-known')
export class CertificateKeyController {
  constructor(private readonly messages: Messages) {}

  @Get('reconciliation-key.json')
  @Operation(
    'Get the key that signs reconciliation certificates',
    { description: 'The public key, as a JWK', type: CertificateKeyView },
    { open: true },
    'Keep it apart from the certificates: `npm run verify:reconciliation -- <file> --key <this>`.',
  )
  get(): Promise<CertificateKeyView> {
    return this.messages.ask(message(GetCertificateKey, {}));
  }
}
