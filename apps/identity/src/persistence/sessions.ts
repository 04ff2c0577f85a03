import { Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { newId, type Uuid } from '#kernel/ids';
import type { SessionOpened } from '#contracts/identity/sessions.command';
import { Clock } from '#platform/clock';
import { SignInRefused } from '../domain/identity.errors.js';
import { newSecret, secretHash } from './secret.js';
import { execute, query } from '#platform/database/sql';
import { RefreshToken, Session, type Ending } from './session.entity.js';

const day = 86_400_000;
const sessionLastsMs = 90 * day;
const tokenLastsMs = 30 * day;

/** Sessions and their refresh tokens. Its transactions work as the gatekeeper. */
@Injectable()
export class Sessions {
  constructor(private readonly clock: Clock) {}

  /** Refused, in the words for a wrong password, to whom every organization has disabled and who has no account of their own. */
  async open(em: EntityManager, userId: Uuid): Promise<SessionOpened> {
    if ((await query(em, shutOut, [userId])).length > 0) throw new SignInRefused();
    const now = this.clock.now();
    const session = em.create(Session, { id: newId(), userId, createdAt: now, expiresAt: new Date(now.getTime() + sessionLastsMs) });
    await em.flush(); // Before its first token, which refers to it.
    return this.handOver(em, session);
  }

  /** The same by a letter, but not for somebody with a second factor: who holds the mailbox does not hold that. */
  async openByLetter(em: EntityManager, userId: Uuid): Promise<SessionOpened | undefined> {
    const text = `SELECT FROM second_factors WHERE user_id = $1 AND confirmed_at IS NOT NULL`;
    return (await query(em, text, [userId])).length > 0 ? undefined : this.open(em, userId);
  }

  /** A new token for a spent one. Undefined when there is nothing to renew; reuse of a spent one ends the whole family of its user. */
  async rotate(em: EntityManager, refreshToken: string): Promise<SessionOpened | { reusedOf: Uuid } | undefined> {
    const now = this.clock.now();
    const token = await em.findOne(RefreshToken, { hash: secretHash(refreshToken) }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!token) return undefined;
    const session = await em.findOneOrFail(Session, { id: token.sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (token.usedAt) {
      return end(session, 'token-reused', now) ? { reusedOf: session.userId } : undefined;
    }
    if (token.expiresAt <= now || !session.isOpen(now)) return undefined;
    token.usedAt = now;
    return this.handOver(em, session);
  }

  /** Whose it was, when it was open until now. */
  async close(em: EntityManager, sessionId: Uuid): Promise<Uuid | undefined> {
    const session = await em.findOne(Session, { id: sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    return session && end(session, 'signed-out', this.clock.now()) ? session.userId : undefined;
  }

  /** Ends all sessions of a user but the one named, and says how many. */
  closeAll(em: EntityManager, userId: Uuid, because: Ending, but: Uuid | null = null): Promise<number> {
    const text = `UPDATE sessions SET ended_at = $2, ended_because = $3
      WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 AND id IS DISTINCT FROM $4`;
    return execute(em, text, [userId, this.clock.now(), because, but]);
  }

  private handOver(em: EntityManager, session: Session): SessionOpened {
    const now = this.clock.now();
    const refreshToken = newSecret('trt');
    const expiresAt = new Date(Math.min(now.getTime() + tokenLastsMs, session.expiresAt.getTime()));
    em.create(RefreshToken, { hash: secretHash(refreshToken), sessionId: session.id, createdAt: now, expiresAt });
    return { sessionId: session.id, refreshToken, refreshExpiresAt: expiresAt.toISOString(), userId: session.userId };
  }
}

function end(session: Session, because: Ending, now: Date): boolean {
  if (session.endedAt) return false;
  session.endedAt = now;
  session.endedBecause = because;
  return true;
}

const shutOut = `SELECT FROM users u WHERE u.id = $1 AND EXISTS (SELECT FROM grants g WHERE g.user_id = u.id)
  AND NOT EXISTS (SELECT FROM grants g WHERE g.user_id = u.id AND g.disabled_at IS NULL)
  AND NOT EXISTS (SELECT FROM account_sign_ins s WHERE s.user_id = u.id)`;
