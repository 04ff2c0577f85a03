import { SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose';
import { newId } from '#kernel/ids';
import { Unauthenticated } from '#platform/errors/unauthenticated';
import type { MessagingConfig } from '#platform/messaging/messaging-config';
import { AccessTokens } from './access-tokens.js';

describe('an access token', () => {
  const noon = new Date('2026-11-21T12:00:00Z');
  const session = newId();
  let now = noon;
  const clock = { now: () => now };
  const later = (seconds: number) => (now = new Date(noon.getTime() + seconds * 1000));

  async function someTokens() {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const config = { callerKey: await exportJWK(privateKey) } as MessagingConfig;
    return { tokens: new AccessTokens(config, clock), key: await importJWK(config.callerKey, 'EdDSA') };
  }

  beforeEach(() => later(0));

  it('names its session for ten minutes', async () => {
    const { tokens } = await someTokens();
    const token = await tokens.sign(session);
    later(599);
    expect(await tokens.sessionIn(token)).toBe(session);
    later(601);
    await expect(tokens.sessionIn(token)).rejects.toThrow(Unauthenticated);
  });

  it('says nothing else', async () => {
    const { tokens } = await someTokens();
    const [, payload] = (await tokens.sign(session)).split('.');
    expect(Object.keys(JSON.parse(Buffer.from(payload, 'base64url').toString())).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid']);
  });

  it('is refused when it was altered, signed by another key, or made for services', async () => {
    const { tokens, key } = await someTokens();
    const token = await tokens.sign(session);
    const other = await (await someTokens()).tokens.sign(session);
    const forServices = await new SignJWT({ sid: session })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer('gateway')
      .setAudience('tessera-services')
      .setIssuedAt(noon)
      .setExpirationTime(new Date(noon.getTime() + 60_000))
      .sign(key);
    for (const bad of [`${token.slice(0, -4)}AAAA`, other, forServices, 'nonsense', '']) {
      await expect(tokens.sessionIn(bad)).rejects.toThrow(Unauthenticated);
    }
  });
});
