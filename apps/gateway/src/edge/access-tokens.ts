import { Injectable } from '@nestjs/common';
import { SignJWT, errors, importJWK, jwtVerify } from 'jose';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Unauthenticated } from '#platform/errors/unauthenticated';
import { MessagingConfig } from '#platform/messaging/messaging-config';

export const accessTokenSeconds = 600;
const audience = 'tessera-clients'; // Services accept another audience, so an access token is worth nothing to them.
const type = 'at+jwt';

/** Access tokens name a session and nothing else: what it may do is asked anew on every request. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly config: MessagingConfig,
    private readonly clock: Clock,
  ) {}

  async sign(sessionId: Uuid): Promise<string> {
    const seconds = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'EdDSA', typ: type })
      .setIssuer('gateway')
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + accessTokenSeconds)
      .sign(await importJWK(this.config.callerKey, 'EdDSA'));
  }

  /** The session a token names. */
  async sessionIn(token: string): Promise<Uuid> {
    try {
      const { payload } = await jwtVerify(token, await this.publicKey(), {
        algorithms: ['EdDSA'],
        issuer: 'gateway',
        audience,
        typ: type,
        currentDate: this.clock.now(),
        requiredClaims: ['exp', 'sid'],
      });
      if (typeof payload.sid === 'string') return payload.sid;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
    throw new Unauthenticated();
  }

  private publicKey() {
    const { kty, crv, x } = this.config.callerKey;
    return importJWK({ kty, crv, x }, 'EdDSA');
  }
}
