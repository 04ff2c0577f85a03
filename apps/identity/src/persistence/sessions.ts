import { Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { newId, type Uuid } from '#kernel/ids';
import type { SessionOpened } from '#contracts/identity/sessions.command';
import { Clock } from '#platform/clock';
import { newSecret, secretHash } from './secret.js';
import { RefreshToken, Session } from './session.entity.js';

const day = 86_400_000;
const sessionLastsMs = 90 * day;
const tokenLastsMs = 30 * day;

/** Sessions and their refresh tokens. Its transactions work as the gatekeeper. */
@Injectable()
export class Sessions {
  constructor(private readonly clock: Clock) {}

  async open(em: EntityManager, userId: Uuid): Promise<SessionOpened> {
    const now = this.clock.now();
    const session = em.create(Session, { id: newId(), userId, createdAt: now, expiresAt: new Date(now.getTime() + sessionLastsMs) });
    await em.flush(); // Before its first token, which refers to it.
    return this.handOver(em, session);
  }

  /** A new token for a spent one. Undefined when there is nothing to renew; reuse of a spent one ends the whole family. */
  async rotate(em: EntityManager, refreshToken: string): Promise<SessionOpened | undefined> {
    const now = this.clock.now();
    const token = await em.findOne(RefreshToken, { hash: secretHash(refreshToken) }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!token) return undefined;
    const session = await em.findOneOrFail(Session, { id: token.sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (token.usedAt) {
      end(session, 'token-reused', now);
      return undefined;
    }
    if (token.expiresAt <= now || !session.isOpen(now)) return undefined;
    token.usedAt = now;
    return this.handOver(em, session);
  }

  /** Whether it was open until now. */
  async close(em: EntityManager, sessionId: Uuid): Promise<boolean> {
    const session = await em.findOne(Session, { id: sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    return session ? end(session, 'signed-out', this.clock.now()) : false;
  }

  private handOver(em: EntityManager, session: Session): SessionOpened {
    const now = this.clock.now();
    const refreshToken = newSecret('trt');
    const expiresAt = new Date(Math.min(now.getTime() + tokenLastsMs, session.expiresAt.getTime()));
    em.create(RefreshToken, { hash: secretHash(refreshToken), sessionId: session.id, createdAt: now, expiresAt });
    return { sessionId: session.id, refreshToken, refreshExpiresAt: expiresAt.toISOString(), userId: session.userId };
  }
}

function end(session: Session, because: 'signed-out' | 'token-reused', now: Date): boolean {
  if (session.endedAt) return false;
  session.endedAt = now;
  session.endedBecause = because;
  return true;
}
