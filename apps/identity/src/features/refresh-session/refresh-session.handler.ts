import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RefreshSession, type SessionOpened } from '#contracts/identity/sessions.command';
import { Database } from '#platform/database/database';
import { SessionEnded } from '../../domain/identity.errors.js';
import { Sessions } from '../../persistence/sessions.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

/** Rotates a refresh token. That a reused one ended its session is committed before the refusal. */
@CommandHandler(RefreshSession)
export class RefreshSessionHandler implements ICommandHandler<RefreshSession> {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly log: SignInLog,
  ) {}

  async execute({ refreshToken }: RefreshSession): Promise<SessionOpened> {
    const opened = await this.database.transaction((em) => this.sessions.rotate(em, refreshToken), { as: 'gatekeeper' });
    if (opened && 'reusedOf' in opened) this.log.tell(opened.reusedOf, 'identity.refresh-token-reused');
    if (!opened || 'reusedOf' in opened) throw new SessionEnded();
    return opened;
  }
}
