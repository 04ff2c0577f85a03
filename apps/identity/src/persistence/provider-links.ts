import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { execute, query } from '#platform/database/sql';

export interface ProviderLink {
  readonly issuer: string;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
}

/** Who of a provider signs in as whom here: by the issuer and the subject it never gives to anybody else. As the gatekeeper. */
@Injectable()
export class ProviderLinks {
  constructor(private readonly clock: Clock) {}

  async userOf(em: EntityManager, { issuer, subject }: { issuer: string; subject: string }): Promise<Uuid | undefined> {
    const text = `SELECT user_id AS "userId" FROM provider_links WHERE issuer = $1 AND subject = $2`;
    const [link] = await query<{ userId: Uuid }>(em, text, [issuer, subject]);
    return link?.userId;
  }

  of(em: EntityManager, userId: Uuid): Promise<ProviderLink[]> {
    const text = `SELECT issuer, linked_at AS "linkedAt", last_used_at AS "lastUsedAt" FROM provider_links WHERE user_id = $1`;
    return query<ProviderLink>(em, text, [userId]);
  }

  /** Whether it was made: somebody of a provider has one sign-in here, and a sign-in one of each provider. */
  async link(em: EntityManager, userId: Uuid, { issuer, subject }: { issuer: string; subject: string }): Promise<boolean> {
    const text = `INSERT INTO provider_links (issuer, subject, user_id, linked_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
    return (await execute(em, text, [issuer, subject, userId, this.clock.now()])) > 0;
  }

  async used(em: EntityManager, userId: Uuid, issuer: string): Promise<void> {
    const text = `UPDATE provider_links SET last_used_at = $3 WHERE user_id = $1 AND issuer = $2`;
    await execute(em, text, [userId, issuer, this.clock.now()]);
  }

  async unlink(em: EntityManager, userId: Uuid, issuer: string): Promise<boolean> {
    return (await execute(em, `DELETE FROM provider_links WHERE user_id = $1 AND issuer = $2`, [userId, issuer])) > 0;
  }
}

/** Whoever chooses a password by a letter begins anew: a link that somebody else slipped in meanwhile opens nothing any longer. */
export const unlinkAll = `DELETE FROM provider_links WHERE user_id = $1`;
