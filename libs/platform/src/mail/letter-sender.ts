import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Uuid } from '#kernel/ids';
import { Database } from '../database/database.js';
import { execute, query } from '../database/sql.js';
import { Metrics } from '../metrics/metrics.js';
import { Loop } from '../outbox/loop.js';
import { LetterSeal } from './letter-seal.js';
import { MailConfig } from './mail-config.js';
import { Postman, isFinal, problemOf } from './postman.js';

const batchSize = 16;
const lookEveryMs = 5_000; // For letters another process wrote and did not live to send; one's own are sent at once.
const leaseMs = 300_000; // Far longer than the postman waits for anything.
const longestPauseMs = 4 * 3_600_000;
const postman = { as: 'postman' } as const;

interface LeasedLetter {
  readonly id: Uuid;
  readonly organizationId: Uuid | null;
  readonly kind: string;
  readonly keyId: string;
  readonly sealed: Buffer;
  readonly tries: number;
}

/**
 * Sends what is due. A letter is leased before it is handed over, so that no two senders have it; one whose sender was killed
 * in between may have left already and goes again under the same Message-ID. What fails is tried again later, and given up with
 * an alarm when that does not help.
 */
@Injectable()
export class LetterSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(LetterSender.name);
  private readonly loop = new Loop(
    () => this.sendDue(),
    () => lookEveryMs,
  );

  constructor(
    private readonly database: Database,
    private readonly seal: LetterSeal,
    private readonly postman: Postman,
    @Inject(MailConfig) private readonly config: MailConfig,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.gauge('tessera_letters_waiting', 'Letters neither sent nor given up', () => this.count('sealed IS NOT NULL'));
    this.metrics.gauge('tessera_letters_given_up', 'Letters given up in the last day: somebody has to look', () =>
      this.count(`given_up_at > now() - interval '1 day'`),
    );
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  readonly hasten = (): void => this.loop.hasten();

  private async sendDue(): Promise<boolean> {
    const lease = randomUUID();
    const letters = await this.database.transaction((em) => query<LeasedLetter>(em, claim, [lease, leaseMs]), postman);
    const sent = await Promise.all(letters.map((letter) => this.send(letter, lease)));
    return letters.length === batchSize && sent.some(Boolean);
  }

  private async send(letter: LeasedLetter, lease: Uuid): Promise<boolean> {
    const { id, organizationId, keyId, sealed } = letter;
    try {
      await this.postman.deliver(id, this.seal.open(id, organizationId, { keyId, bytes: sealed }));
    } catch (error) {
      await this.failed(letter, lease, error);
      return false;
    }
    await this.mark(`sent_at = now(), sealed = NULL, key_id = NULL, problem = NULL`, [id, lease]);
    return true;
  }

  private async failed({ id, kind, organizationId, tries }: LeasedLetter, lease: Uuid, error: unknown): Promise<void> {
    const log = { letterId: id, kind, organizationId, tries, problem: problemOf(error) };
    if (isFinal(error) || tries >= this.config.MAIL_TRIES) {
      this.logger.error(log, 'A letter was given up: it cannot be delivered');
      await this.mark(`given_up_at = now(), sealed = NULL, key_id = NULL, problem = $3`, [id, lease, problemOf(error)]);
    } else {
      this.logger.warn(log, 'A letter could not be handed over, tried again later');
      const pauseMs = Math.min(this.config.MAIL_RETRY_MS * 2 ** Math.min(tries - 1, 20), longestPauseMs);
      await this.mark(`due_at = now() + $4 * interval '1 ms', problem = $3`, [id, lease, problemOf(error), pauseMs]);
      setTimeout(this.hasten, pauseMs).unref();
    }
  }

  private async mark(change: string, values: readonly unknown[]): Promise<void> {
    const text = `UPDATE letters SET lease = NULL, leased_until = NULL, ${change} WHERE id = $1 AND lease = $2`;
    await this.database.transaction((em) => execute(em, text, values), postman);
  }

  private async count(where: string): Promise<number> {
    const text = `SELECT count(*)::int AS letters FROM letters WHERE ${where}`;
    const [{ letters }] = await this.database.transaction((em) => query<{ letters: number }>(em, text), postman);
    return letters;
  }
}

/** A try counts when it begins: a letter that kills its sender is given up too. */
const claim = `UPDATE letters SET lease = $1, leased_until = now() + $2 * interval '1 ms', tries = tries + 1
  WHERE id IN (
    SELECT id FROM letters
    WHERE sealed IS NOT NULL AND due_at <= now() AND (leased_until IS NULL OR leased_until <= now())
    ORDER BY urgent DESC, due_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)
  RETURNING id, organization_id AS "organizationId", kind, key_id AS "keyId", sealed, tries`;
