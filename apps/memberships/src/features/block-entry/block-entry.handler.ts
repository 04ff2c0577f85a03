import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EntryBlockSet } from '#contracts/memberships/catalogue-events';
import { BlockEntry } from '#contracts/memberships/entry';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { plainName } from '../../domain/name.js';
import { block, unblock } from '../../persistence/activities.js';

/** Keeps somebody out by hand, or lets them in again (ID-27). At the acting organization only. */
@CommandHandler(BlockEntry)
export class BlockEntryHandler implements ICommandHandler<BlockEntry> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  execute(command: BlockEntry): Promise<{ personId: string; blocked: boolean; reason: string | null }> {
    const { id: organizationId } = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const { personId, blocked } = command;
      const reason = blocked ? (plainName(command.reason) ?? null) : null;
      if (blocked) await block(em, organizationId, personId, reason, this.clock.now().toISOString());
      else await unblock(em, organizationId, personId);
      const action = blocked ? 'memberships.entry-blocked' : 'memberships.entry-unblocked';
      await this.audit.record(em, { organizationId, action, subject: personId, facts: {} });
      await this.outbox.add(em, EntryBlockSet, { organizationId, personId, blocked });
      return { personId, blocked, reason };
    });
  }
}
