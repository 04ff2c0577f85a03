import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DecideDuplicate, DuplicateDecided, type PossibleDuplicate } from '#contracts/identity/possible-duplicates';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { Outbox } from '#platform/outbox/outbox';
import { matchingOrganization } from '../../access.js';
import { DuplicateMerged } from '../../domain/duplicate.errors.js';
import { possibleDuplicates } from '../../persistence/possible-duplicates.js';

const laterMs = 30 * 86_400_000;

/** Not the same: remembered, and never proposed again. Later: asked again when the time has come. */
@CommandHandler(DecideDuplicate)
export class DecideDuplicateHandler implements ICommandHandler<DecideDuplicate> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: DecideDuplicate): Promise<PossibleDuplicate> {
    const { organizationId } = matchingOrganization();
    return this.idempotency.once(command, async (em) => {
      const { duplicateId, decision, language } = command;
      const personIds = await this.decide(em, organizationId, command);
      await this.outbox.add(em, DuplicateDecided, { duplicateId, organizationId, personIds, decision });
      await this.audit.record(em, {
        organizationId,
        action: 'identity.duplicate-decided',
        subject: duplicateId,
        facts: { decision, personIds },
      });
      const [decided] = await possibleDuplicates(em, organizationId, { where: 'd.id = $2', values: [duplicateId], limit: 1, language });
      return decided;
    });
  }

  private async decide(em: EntityManager, organizationId: Uuid, { duplicateId, decision, laterUntil }: DecideDuplicate): Promise<Uuid[]> {
    const locked = `SELECT state, ARRAY[person_id, other_id] AS "personIds" FROM possible_duplicates WHERE organization_id = $1 AND id = $2 FOR UPDATE`;
    const [pair] = await query<{ state: string; personIds: Uuid[] }>(em, locked, [organizationId, duplicateId]);
    if (!pair) throw new Missing('identity.no-such-possible-duplicate');
    if (pair.state === 'merged') throw new DuplicateMerged();
    const now = this.clock.now();
    const until = decision === 'later' ? (laterUntil ?? new Date(now.getTime() + laterMs).toISOString()) : null;
    const [at, by] = decision === 'open' ? [null, null] : [now, currentCaller().name];
    await execute(
      em,
      `UPDATE possible_duplicates SET state = $3, later_until = $4, decided_at = $5, decided_by = $6, version = version + 1 WHERE organization_id = $1 AND id = $2`,
      [organizationId, duplicateId, decision, until, at, by],
    );
    return pair.personIds;
  }
}
