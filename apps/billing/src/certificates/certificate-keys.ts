import { createHmac, createPrivateKey, createPublicKey, hkdfSync, sign, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CertificateKey } from '#contracts/billing/reconciliation';
import { fingerprint } from '#kernel/fingerprint';
import { PlatformConfig } from '#platform/config/platform-config';

/**
 * The Ed25519 key of this installation's certificates. It is derived from the service's own key, so that every replica signs alike and
 * there is no further secret to keep; what one signs says nothing about the other.
 */
@Injectable()
export class CertificateKeys {
  private readonly privateKey: KeyObject;
  private readonly sealing: Buffer;
  readonly publicKey: CertificateKey;

  constructor({ CALLER_KEY }: PlatformConfig) {
    const { d } = JSON.parse(CALLER_KEY) as { d: string };
    const derived = (purpose: string): Buffer =>
      Buffer.from(hkdfSync('sha256', Buffer.from(d, 'base64url'), '', `tessera billing ${purpose}`, 32));
    this.privateKey = createPrivateKey({ key: Buffer.concat([ed25519Header, derived('certificates')]), format: 'der', type: 'pkcs8' });
    this.sealing = derived('certificate pieces');
    const { x } = createPublicKey(this.privateKey).export({ format: 'jwk' }) as { x: string };
    this.publicKey = { kty: 'OKP', crv: 'Ed25519', x, kid: fingerprint([x]).slice(0, 16), use: 'sig', alg: 'EdDSA' };
  }

  sign = (text: string): string => sign(null, Buffer.from(text), this.privateKey).toString('base64url');

  /** State that leaves this service between two pieces of a certificate, and must come back as it left. */
  seal(state: object): string {
    const text = Buffer.from(JSON.stringify(state)).toString('base64url');
    return `${text}.${this.mac(text)}`;
  }

  /** Undefined when somebody made it up. */
  open(sealed: string): unknown {
    const [text, mac = ''] = sealed.split('.');
    const [given, own] = [Buffer.from(mac), Buffer.from(this.mac(text))];
    if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  }

  private mac = (text: string): string => createHmac('sha256', this.sealing).update(text).digest('base64url');
}

/** What stands before the 32 bytes of a private Ed25519 key in PKCS #8 (RFC 8410). */
const ed25519Header = Buffer.from('302e020100300506032b657004220420', 'hex');
