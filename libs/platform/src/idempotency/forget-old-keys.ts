import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../database/database.js';
import { execute } from '../database/sql.js';

const keptFor = '30 days'; // Longer than any client repeats; the answers may hold what a person told us.
const everyMs = 3_600_000;

/** Deletes idempotency keys and their answers when nobody can be repeating them any more. */
@Injectable()
export class ForgetOldKeys implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ForgetOldKeys.name);
  private timer?: NodeJS.Timeout;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(
      () => void this.forget().catch((err: unknown) => this.logger.warn({ err }, 'Could not delete old keys')),
      everyMs,
    );
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  forget(): Promise<number> {
    const text = `DELETE FROM idempotency_keys WHERE created_at < now() - $1::interval`;
    return this.database.transaction((em) => execute(em, text, [keptFor]), { as: 'sweeper' });
  }
}
