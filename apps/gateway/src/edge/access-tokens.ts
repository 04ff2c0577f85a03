import { Injectable } from '@nestjs/common';
import { SignJWT, errors, importJWK, jwtVerify, type JWTPayload } from 'jose';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Unauthenticated } from '#platform/errors/unauthenticated';
import { MessagingConfig } from '#platform/messaging/messaging-config';
import { ShortMemory } from '#platform/short-memory';

export const accessTokenSeconds = 600;
const audience = 'tessera-clients'; // Services accept another audience, so an access token is worth nothing to them.
const type = 'at+jwt';

/** Access tokens name a session and nothing else: what it may do is asked anew on every request. */
@Injectable()
export class AccessTokens {
  private readonly sessions = new ShortMemory<Uuid>();
  private key?: ReturnType<typeof importJWK>;

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

  /** The session a token names. Its signature is checked once: what it says never changes, and identity is asked about the session anyway. */
  async sessionIn(token: string): Promise<Uuid> {
    const now = this.clock.now();
    const known = this.sessions.get(token, now.getTime());
    if (known) return known;
    const { sid, exp } = await this.verified(token, now);
    if (typeof sid !== 'string' || exp === undefined) throw new Unauthenticated();
    this.sessions.put(token, sid, exp * 1000);
    return sid;
  }

  private async verified(token: string, currentDate: Date): Promise<JWTPayload> {
    try {
      const rules = { algorithms: ['EdDSA'], issuer: 'gateway', audience, typ: type, currentDate, requiredClaims: ['exp', 'sid'] };
      return (await jwtVerify(token, await this.publicKey(), rules)).payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new Unauthenticated();
      throw error;
    }
  }

  private publicKey() {
    const { kty, crv, x } = this.config.callerKey;
    return (this.key ??= importJWK({ kty, crv, x }, 'EdDSA'));
  }
}
