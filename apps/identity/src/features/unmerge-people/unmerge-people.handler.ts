import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { UnmergePeople, type MergeRecord } from '#contracts/identity/merges';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { Sagas } from '#platform/sagas/sagas';
import { CrashPoints } from '#platform/service/crash-points';
import { mergingOrganization, type MergingOrganization } from '../../access.js';
import { MergeChanged, MergeNotLast, MergeUndone } from '../../domain/merge.errors.js';
import { unmergeIdOf } from '../../merging/merge-steps.js';
import { UnmergePreviews } from '../../merging/unmerge-previews.js';
import { findMerge, isBuiltUpon, mergeForUpdate } from '../../persistence/merge-records.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { unmergeSaga } from './unmerge.saga.js';

const deadlineMs = 3_600_000;

/**
 * Takes a merge back: as previewed, or not at all. Memberships and books go back first; the closed person opens when there is nothing of
 * theirs left with the survivor.
 */
@CommandHandler(UnmergePeople)
export class UnmergePeopleHandler implements ICommandHandler<UnmergePeople> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly previews: UnmergePreviews,
    private readonly sagas: Sagas,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly crashPoints: CrashPoints,
  ) {}

  async execute(command: UnmergePeople): Promise<MergeRecord> {
    const merging = mergingOrganization();
    const known = await this.database.transaction((em) => findMerge(em, merging.organization.id, command.mergeId));
    if (!known) throw new Missing('identity.no-such-merge');
    if (known.state === 'splitting' || known.state === 'undone') {
      return this.idempotency.once(command, () => Promise.reject(new MergeUndone())); // A repeat gets its first answer.
    }
    const preview = await this.previews.preview(command.mergeId, command.giveBack ?? []);
    if (preview.previewHash !== command.previewHash) throw new MergeChanged({ preview });
    const record = await this.idempotency.once(command, (em) => this.split(em, merging, command));
    this.crashPoints.reach('identity.unmerge.begun');
    return record;
  }

  private async split(
    em: EntityManager,
    { organization, networkId }: MergingOrganization,
    { mergeId, giveBack = [] }: UnmergePeople,
  ): Promise<MergeRecord> {
    await onceAtATime(em, `merge ${networkId}`);
    const [at, by] = [this.clock.now(), currentCaller().name];
    const { survivorId, closedId } = await this.database.as(em, 'merger', async () => {
      const merge = await mergeForUpdate(em, mergeId);
      if (merge?.state !== 'merged') throw new MergeUndone();
      if (await isBuiltUpon(em, mergeId)) throw new MergeNotLast();
      const text = `UPDATE merges SET state = 'splitting', undone_at = $2, undone_by = $3, give_back = $4 WHERE id = $1`;
      await execute(em, text, [mergeId, at, by, giveBack]);
      return merge;
    });
    await this.sagas.start(em, {
      id: unmergeIdOf(mergeId),
      kind: unmergeSaga,
      step: 'return-holdings',
      data: { mergeId },
      deadlineAt: new Date(at.getTime() + deadlineMs),
    });
    const action = 'identity.person-unmerged';
    const organizationId = organization.id;
    await this.audit.record(em, { organizationId, action, subject: closedId, facts: { mergeId, survivorPersonId: survivorId } });
    await this.audit.record(em, { organizationId, action, subject: survivorId, facts: { mergeId, reopenedPersonId: closedId } });
    const record = await findMerge(em, organizationId, mergeId);
    if (!record) throw new Missing('identity.no-such-merge');
    return record;
  }
}
