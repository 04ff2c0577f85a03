import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';
import { services, type ServiceName } from '#contracts/caller';

export interface ServiceKeys {
  readonly privateKeys: Record<ServiceName, JWK>;
  readonly publicKeys: Record<ServiceName, JWK>;
}

/** A fresh Ed25519 pair for every service: the private one is its own, the public ones are everybody's. */
export function makeServiceKeys(names: readonly ServiceName[] = services): ServiceKeys {
  const pairs = names.map((name) => [name, makeKeyPair()] as const);
  return {
    privateKeys: Object.fromEntries(pairs.map(([name, { privateKey }]) => [name, privateKey])) as Record<ServiceName, JWK>,
    publicKeys: Object.fromEntries(pairs.map(([name, { publicKey }]) => [name, publicKey])) as Record<ServiceName, JWK>,
  };
}

export function makeKeyPair(): { privateKey: JWK; publicKey: JWK } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey: privateKey.export({ format: 'jwk' }), publicKey: publicKey.export({ format: 'jwk' }) };
}
