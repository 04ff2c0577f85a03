import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text; `prefix` tells whoever finds one what it opens. */
export const newSecret = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

/** What is stored of a secret. It is random and long, so one fast hash suffices; a password needs `hashPassword`. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
