import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { MergePeople, type MergePreview, type MergeRecord } from '#contracts/identity/merges';
import type { Uuid } from '#kernel/ids';
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
import { MergeChanged, MergeInProgress } from '../../domain/merge.errors.js';
import { MergePreviews, type OwnPart } from '../../merging/merge-previews.js';
import { closePerson, type Closing } from '../../persistence/close-person.js';
import { findMerge, isMoving } from '../../persistence/merge-records.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { mergeSaga } from './merge.saga.js';

/** An hour: nothing of it waits for a person. */
const deadlineMs = 3_600_000;

/**
 * Makes two people one (ID-24): what was previewed, or nothing. Identity's part is done here, in one transaction, so that from now on
 * nobody deals with the closed one; memberships and books follow.
 */
@CommandHandler(MergePeople)
export class MergePeopleHandler implements ICommandHandler<MergePeople> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly previews: MergePreviews,
    private readonly sagas: Sagas,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly crashPoints: CrashPoints,
  ) {}

  async execute(command: MergePeople): Promise<MergeRecord> {
    const merging = mergingOrganization();
    const organizationId = merging.organization.id;
    const known = await this.database.transaction((em) => findMerge(em, organizationId, command.mergeId));
    if (known) return this.idempotency.once(command, () => Promise.resolve(known));

    const { preview, own } = await this.previews.preview(command);
    if (preview.previewHash !== command.previewHash) throw new MergeChanged({ preview });
    const record = await this.idempotency.once(command, (em) => this.merge(em, merging, command, { preview, own }));
    this.crashPoints.reach('identity.merge.closed');
    return record;
  }

  private async merge(
    em: EntityManager,
    merging: MergingOrganization,
    command: MergePeople,
    { preview, own }: { preview: MergePreview; own: OwnPart },
  ): Promise<MergeRecord> {
    const { mergeId, survivorPersonId, closedPersonId, keepUsernameOf = 'survivor' } = command;
    const { organization, networkId } = merging;
    await onceAtATime(em, `merge ${networkId}`);
    await this.database.as(em, 'merger', () => hold(em, own));
    const now = await this.previews.ownPart(em, merging, command);
    if (JSON.stringify(now) !== JSON.stringify(own)) throw new MergeChanged({ preview }); // In the blink between: to be looked at again.
    const closing: Closing = {
      mergeId,
      organizationId: organization.id,
      networkId,
      survivorId: survivorPersonId,
      closedId: closedPersonId,
      accounts: own.pairs,
      keepUsernameOf,
      at: this.clock.now(),
      by: currentCaller().name,
    };
    await this.database.as(em, 'merger', () => this.close(em, closing));
    await this.sagas.start(em, {
      id: mergeId,
      kind: mergeSaga,
      step: 'move-holdings',
      data: { mergeId },
      deadlineAt: new Date(this.clock.now().getTime() + deadlineMs),
    });
    const action = 'identity.person-merged';
    const facts = { mergeId, accounts: own.pairs };
    await this.audit.record(em, {
      organizationId: organization.id,
      action,
      subject: closedPersonId,
      facts: { ...facts, survivorPersonId },
    });
    await this.audit.record(em, {
      organizationId: organization.id,
      action,
      subject: survivorPersonId,
      facts: { ...facts, closedPersonId },
    });
    return this.record(em, organization.id, mergeId);
  }

  private async close(em: EntityManager, closing: Closing): Promise<void> {
    const { mergeId, organizationId, networkId, survivorId, closedId, accounts, keepUsernameOf, at, by } = closing;
    const [people, involved] = [[survivorId, closedId], accounts.flatMap(({ from, to }) => [from, to])];
    if (await isMoving(em, people, involved)) throw new MergeInProgress();
    const text = `INSERT INTO merges (id, organization_id, network_id, survivor_id, closed_id, keep_username_of, accounts, merged_at, merged_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
    const pairs = JSON.stringify(accounts);
    await execute(em, text, [mergeId, organizationId, networkId, survivorId, closedId, keepUsernameOf, pairs, at, by]);
    const { organizations, clients } = await closePerson(em, closing);
    const reach = `INSERT INTO merge_reach (merge_id, network_id, organizations, accounts, clients) VALUES ($1, $2, $3, $4, $5)`;
    await execute(em, reach, [mergeId, networkId, organizations, pairs, JSON.stringify(clients)]);
  }

  private async record(em: EntityManager, organizationId: Uuid, mergeId: Uuid): Promise<MergeRecord> {
    const record = await findMerge(em, organizationId, mergeId);
    if (!record) throw new Missing('identity.no-such-merge');
    return record;
  }
}

/** Whoever takes in one of the two, adds to one of the accounts or edits a client waits, and finds the survivor. */
async function hold(em: EntityManager, { survivor, closed, pairs }: OwnPart): Promise<void> {
  const accounts = pairs.flatMap(({ from, to }) => [from, to]);
  await execute(em, `SELECT FROM people WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`, [[survivor.personId, closed.personId]]);
  await execute(em, `SELECT FROM accounts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`, [accounts]);
  await execute(em, `SELECT FROM clients WHERE account_id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`, [accounts]);
}
