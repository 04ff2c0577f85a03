import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { IdentityConfig } from '../identity.config.js';

/** A hash of something short, such as six digits, that nobody computes without the key of this installation. */
@Injectable()
export class KeyedHash {
  private readonly key: Buffer;

  constructor(@Inject(IdentityConfig) { DATA_KEYS }: IdentityConfig) {
    const [newest] = Object.values(JSON.parse(DATA_KEYS) as Record<string, string>);
    this.key = Buffer.from(hkdfSync('sha256', Buffer.from(newest, 'base64url'), '', 'tessera keyed hash', 32));
  }

  of(...parts: string[]): string {
    return createHmac('sha256', this.key).update(parts.join('\u001f')).digest('hex');
  }
}
