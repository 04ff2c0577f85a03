import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '#contracts/caller';
import type { Fields, FlowClass } from '#contracts/message';
import { newId } from '#kernel/ids';
import { afterCommit } from '../database/after-commit.js';
import { execute } from '../database/sql.js';
import { currentCaller, currentContext } from '../messaging/context.js';
import { RelayBell } from './relay-bell.js';

/** Flow commands and events on their way: written with the change that causes them, sent once that is committed. */
@Injectable()
export class Outbox {
  constructor(private readonly bell: RelayBell) {}

  /** Adds a message to the transaction. It will be sent for the current caller's organizations, as a flow of theirs. */
  async add<T extends object>(em: EntityManager, type: FlowClass<T>, fields: Fields<T>): Promise<void> {
    const { correlationId, messageId } = currentContext();
    await execute(
      em,
      `INSERT INTO outbox (id, subject, payload, caller, correlation_id, causation_id, awaiting) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        newId(),
        type.subject,
        JSON.stringify(fields),
        JSON.stringify(asFlow(currentCaller())),
        correlationId,
        messageId ?? null,
        type.consumers,
      ],
    );
    afterCommit(em, this.bell.ring);
  }
}

/** A message outlives the request it came from: it keeps whose rows it is about, and nobody's role. */
function asFlow(caller: Caller): Caller {
  return { ...caller, kind: 'flow', id: caller.kind === 'flow' ? caller.id : `${caller.kind}:${caller.id}`, roles: [] };
}
