import { randomBytes } from 'node:crypto';
import { registerDecorator } from 'class-validator';

/** Keys that fields are encrypted with, as JSON text by id: 32 bytes each, in base64url. The first seals, the others only open. */
export const IsDataKeys = (): PropertyDecorator => (target, property) =>
  registerDecorator({
    name: 'isDataKeys',
    target: target.constructor,
    propertyName: String(property),
    validator: {
      validate: (value: unknown) => typeof value === 'string' && areKeys(value),
      defaultMessage: () => 'must be keys of 32 bytes in base64url, as JSON by id',
    },
  });

/** New keys, for a new installation. */
export const makeDataKeys = (): string => JSON.stringify({ k1: randomBytes(32).toString('base64url') });

function areKeys(text: string): boolean {
  try {
    const keys: unknown = JSON.parse(text);
    if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) return false;
    const entries = Object.entries(keys);
    return entries.length > 0 && entries.every(([id, key]) => /^[a-z][a-z0-9-]{0,19}$/.test(id) && isKey(key));
  } catch {
    return false;
  }
}

const isKey = (key: unknown): boolean =>
  typeof key === 'string' && /^[\w-]{43}$/.test(key) && new Set(Buffer.from(key, 'base64url')).size > 8; // Not one byte over and over.
