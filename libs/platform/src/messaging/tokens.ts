import { Inject, Injectable } from '@nestjs/common';
import { SignJWT, decodeJwt, importJWK, jwtVerify, type CryptoKey, type JWTPayload } from 'jose';
import { services, type ActingOrganization, type Caller, type ServiceName } from '#contracts/caller';
import { anId, aText, listOf, maybe, oneOf, shape, type Check } from '#contracts/rows';
import { rights } from '#kernel/rights';
import { organizationKinds, roles } from '#kernel/roles';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { ShortMemory } from '../short-memory.js';
import { MessagingConfig } from './messaging-config.js';

const audience = 'tessera-services';
const algorithm = 'EdDSA';
const skewSeconds = 5;

/** How long a token may live by the kind of its caller. A flow's is signed anew at every send. */
const lifetimeSeconds: Record<Caller['kind'], number> = { user: 60, 'api-key': 60, service: 3_600, flow: 24 * 3_600 };

/** The gateway alone meets people and keys; every service speaks for itself and for the flows it runs. */
const maySign = (signer: ServiceName, { kind, id }: Caller): boolean =>
  kind === 'flow' || (kind === 'service' ? id === signer : signer === 'gateway');

/** The signed tokens that say on whose behalf a message was sent. */
@Injectable()
export class CallerTokens {
  private signingKey?: Promise<CryptoKey | Uint8Array>;
  private readonly publicKeys = new Map<ServiceName, Promise<CryptoKey | Uint8Array>>();
  private readonly signed = new ShortMemory<string>();
  private readonly verified = new ShortMemory<Caller>();

  constructor(@Inject(MessagingConfig) private readonly config: MessagingConfig) {}

  /** A token for this caller, signed by this service; the same one while most of its life is left. */
  async sign(caller: Caller): Promise<string> {
    const issuer = this.config.service;
    if (!maySign(issuer, caller)) throw new Error(`${issuer} may not sign for a caller of kind ${caller.kind}`);
    const cacheKey = JSON.stringify(caller);
    const earlier = this.signed.get(cacheKey, Date.now());
    if (earlier) return earlier;

    this.signingKey ??= importJWK(this.config.callerKey, algorithm);
    const lifetime = lifetimeSeconds[caller.kind];
    const now = Math.floor(Date.now() / 1_000); // Read once: over the turn of a second, the token would live one too long.
    const token = await new SignJWT({ caller: { ...caller } })
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(await this.signingKey);
    this.signed.put(cacheKey, token, Date.now() + lifetime * 500);
    return token;
  }

  /** The caller a token names, when a service that may vouch for it has signed it and it has not run out. */
  async verify(token: string | undefined): Promise<Caller> {
    if (!token) throw refused('The message carries no caller.');
    return this.verified.get(token, Date.now()) ?? this.verifyAnew(token);
  }

  private async verifyAnew(token: string): Promise<Caller> {
    const signer = signerOf(token);
    const { payload } = await jwtVerify(token, await this.publicKeyOf(signer), {
      issuer: signer,
      audience,
      algorithms: [algorithm],
      clockTolerance: skewSeconds,
      requiredClaims: ['iat', 'exp'],
    }).catch((error: unknown) => {
      throw refused(error instanceof Error ? error.message : 'The token is not valid.');
    });
    const caller = callerIn(payload);
    if (!maySign(signer, caller)) throw refused(`${signer} may not vouch for a caller of kind ${caller.kind}.`);
    const [issuedAt, expiresAt] = [payload.iat ?? 0, payload.exp ?? 0];
    if (expiresAt - issuedAt > lifetimeSeconds[caller.kind]) throw refused('The token lives too long.');
    this.verified.put(token, caller, expiresAt * 1_000);
    return caller;
  }

  private publicKeyOf(signer: ServiceName): Promise<CryptoKey | Uint8Array> {
    const known = this.publicKeys.get(signer);
    if (known) return known;
    const jwk = this.config.callerPublicKeys[signer];
    if (!jwk) throw refused(`Nobody knows the key of ${signer}.`);
    const key = importJWK(jwk, algorithm);
    this.publicKeys.set(signer, key);
    return key;
  }
}

/** Who a token says has signed it: only which key to try. */
function signerOf(token: string): ServiceName {
  try {
    const { iss } = decodeJwt(token);
    const signer = services.find((service) => service === iss);
    if (signer) return signer;
  } catch {
    // Not a token at all: refused below.
  }
  throw refused('The token names no signer we know.');
}

const organizationChecks: Record<keyof ActingOrganization, Check> = {
  id: anId,
  kind: oneOf(...organizationKinds),
  federationId: maybe(anId),
  name: aText(),
  currency: aText(3),
  timeZone: aText(100),
  languages: listOf(aText(20)),
};

const areRights = listOf(oneOf(...rights), rights.length);
const callerChecks: Record<keyof Caller, Check> = {
  kind: oneOf('user', 'api-key', 'flow', 'service'),
  id: aText(),
  name: aText(),
  roles: listOf(oneOf(...roles)),
  rights: (value) => value === undefined || areRights(value),
  organization: maybe(shape(organizationChecks)),
  organizations: listOf(anId, 10_000),
  federationId: maybe(anId),
};
const isCaller = shape(callerChecks);

function callerIn({ caller }: JWTPayload): Caller {
  if (!isCaller(caller)) throw refused('The token names no caller.');
  return caller as Caller;
}

const refused = (detail: string): Unauthenticated => new Unauthenticated(detail, 'platform.bad-token');
