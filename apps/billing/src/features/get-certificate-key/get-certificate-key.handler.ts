import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetCertificateKey, type CertificateKey } from '#contracts/billing/reconciliation';
import { CertificateKeys } from '../../certificates/certificate-keys.js';

/** For everybody: whoever holds a certificate may check who signed it. */
@QueryHandler(GetCertificateKey)
export class GetCertificateKeyHandler implements IQueryHandler<GetCertificateKey> {
  constructor(private readonly keys: CertificateKeys) {}

  execute(): Promise<CertificateKey> {
    return Promise.resolve(this.keys.publicKey);
  }
}
