import { defineEntity, p } from '@mikro-orm/core';

/** Why a session ended before its time. */
export const endings = ['signed-out', 'token-reused', 'signed-out-everywhere', 'password-changed'] as const;
export type Ending = (typeof endings)[number];

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    endedBecause: p.enum(endings).nullable(),
  },
});

/** From a sign-in to its end; the family of its refresh tokens. */
export class Session extends SessionSchema.class {
  isOpen(now: Date): boolean {
    return !this.endedAt && this.expiresAt > now;
  }
}
SessionSchema.setClass(Session);

const RefreshTokenSchema = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  properties: {
    hash: p.text().primary(),
    sessionId: p.uuid(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
});

export class RefreshToken extends RefreshTokenSchema.class {}
RefreshTokenSchema.setClass(RefreshToken);
