import { SignJWT, importJWK } from 'jose';
import type { Caller, ServiceName } from '#contracts/caller';
import { newId } from '#kernel/ids';
import { flowCaller, serviceCaller } from './context.js';
import { makeServiceKeys } from './keys.js';
import { CallerTokens } from './tokens.js';

const keys = makeServiceKeys();
const tokensOf = (service: ServiceName, { privateKeys, publicKeys } = keys): CallerTokens =>
  new CallerTokens({ service, natsUrl: '', callerKey: privateKeys[service], callerPublicKeys: publicKeys });

const club = newId();
const user: Caller = {
  kind: 'user',
  id: newId(),
  name: 'Camille',
  roles: ['club-administrator'],
  organization: null,
  organizations: [club],
  federationId: null,
};
const flow = flowCaller('resale-import:1', [club], newId());

/** Signed by a service's own key, saying whatever somebody who has stolen it may want to say. */
async function handmade(
  signer: ServiceName,
  claims: { caller: unknown; iss?: string; aud?: string; seconds?: number; alg?: string },
): Promise<string> {
  const key = await importJWK(keys.privateKeys[signer], 'EdDSA');
  const { caller, iss = signer, aud = 'tessera-services', seconds = 60 } = claims;
  const token = new SignJWT({ caller }).setProtectedHeader({ alg: 'EdDSA' }).setIssuer(iss).setAudience(aud).setIssuedAt();
  return token.setExpirationTime(`${seconds}s`).sign(key);
}

describe('the token that says on whose behalf a message was sent', () => {
  it.each([
    ['gateway', user],
    ['gateway', { ...user, roles: ['employee'], rights: ['people.read', 'write-off.give'] }],
    ['gateway', serviceCaller('gateway')],
    ['imports', flow],
    ['imports', serviceCaller('imports')],
  ] as const)('is signed by %s and believed by others', async (signer, caller) => {
    expect(await tokensOf('billing').verify(await tokensOf(signer).sign(caller))).toEqual(caller);
  });

  it('is reused while most of its life is left', async () => {
    const tokens = tokensOf('imports');
    expect(await tokens.sign(flow)).toBe(await tokens.sign({ ...flow }));
  });

  it.each([
    ['a user', user],
    ['a key', { ...user, kind: 'api-key' }],
    ['another service', serviceCaller('gateway')],
  ] as const)('is never signed for %s by a service other than the gateway, nor believed from one', async (_who, caller) => {
    await expect(tokensOf('imports').sign(caller)).rejects.toThrow(/may not sign/);
    await expect(tokensOf('billing').verify(await handmade('imports', { caller }))).rejects.toMatchObject({ code: 'platform.bad-token' });
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is no token', 'abc.def.ghi'],
  ])('is refused when it %s', async (_why, token) => {
    await expect(tokensOf('billing').verify(token)).rejects.toMatchObject({ code: 'platform.bad-token', kind: 'unauthenticated' });
  });

  it('is refused when a foreign issuer has signed it', async () => {
    const stranger = await tokensOf('imports', makeServiceKeys()).sign(flow);
    await expect(tokensOf('billing').verify(stranger)).rejects.toMatchObject({ code: 'platform.bad-token' });
    const unknown = await handmade('imports', { caller: flow, iss: 'somebody-else' });
    await expect(tokensOf('billing').verify(unknown)).rejects.toMatchObject({ code: 'platform.bad-token' });
  });

  it.each([
    ['it names another service than the one that signed it', { caller: flow, iss: 'gateway' }],
    ['it is meant for somebody else', { caller: flow, aud: 'elsewhere' }],
    ['it has run out', { caller: flow, seconds: -10 }],
    ['it lives longer than its kind may', { caller: flow, seconds: 30 * 3_600 }],
    ['its caller is not one', { caller: { kind: 'flow', id: 'x' } }],
    ['its caller says more than a caller has', { caller: { ...flow, admin: true } }],
  ])('is refused when %s', async (_why, claims) => {
    await expect(tokensOf('billing').verify(await handmade('imports', claims))).rejects.toMatchObject({ code: 'platform.bad-token' });
  });

  it('is refused when its payload was changed after signing', async () => {
    const [head, , signature] = (await tokensOf('imports').sign(flow)).split('.');
    const forged = Buffer.from(
      JSON.stringify({ iss: 'imports', aud: 'tessera-services', iat: 1, exp: 4e9, caller: { ...flow, organizations: [newId()] } }),
    );
    await expect(tokensOf('billing').verify(`${head}.${forged.toString('base64url')}.${signature}`)).rejects.toMatchObject({
      code: 'platform.bad-token',
    });
  });

  it('gives a user a minute, since the gateway signs anew for every request', async () => {
    const token = await handmade('gateway', { caller: user, seconds: 600 });
    await expect(tokensOf('billing').verify(token)).rejects.toMatchObject({ code: 'platform.bad-token' });
  });
});
