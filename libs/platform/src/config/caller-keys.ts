import { registerDecorator } from 'class-validator';

/** A private Ed25519 JWK as JSON text. */
export const IsCallerKey = (): PropertyDecorator =>
  isJson('must be a private Ed25519 key as a JWK', (value) => isKey(value) && isText(value.d));

/** Public Ed25519 JWKs by service, as JSON text. */
export const IsCallerKeys = (): PropertyDecorator =>
  isJson('must be public Ed25519 JWKs by service name, and no private ones', (value) => {
    const keys = Object.values(value);
    return keys.length > 0 && keys.every((key) => isKey(key) && key.d === undefined);
  });

function isJson(message: string, check: (value: Record<string, unknown>) => boolean): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isJsonKey',
      target: target.constructor,
      propertyName: String(property),
      validator: { validate: (text: unknown) => isGood(text, check), defaultMessage: () => message },
    });
}

function isGood(text: unknown, check: (value: Record<string, unknown>) => boolean): boolean {
  if (typeof text !== 'string') return false;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && check(value);
  } catch {
    return false;
  }
}

const isKey = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && value.kty === 'OKP' && value.crv === 'Ed25519' && isText(value.x);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
