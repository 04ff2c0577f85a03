import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PictureChanged, type PictureRecord, RemovePicture } from '#contracts/identity/pictures';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { SharedUnconfirmed } from '../../domain/shared-fields.errors.js';
import { deletePicture } from '../../persistence/pictures.js';
import { SharedChanges } from '../../persistence/shared-changes.js';
import { holdersOf, sharedOfMember } from '../../persistence/shared-people.js';

/** Takes somebody's picture away, for every organization (ID-3). */
@CommandHandler(RemovePicture)
export class RemovePictureHandler implements ICommandHandler<RemovePicture> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly changes: SharedChanges,
    private readonly outbox: Outbox,
  ) {}

  execute(command: RemovePicture): Promise<PictureRecord> {
    const { organization } = actingAdministrator();
    const { personId, confirmShared } = command;
    return this.idempotency.once(command, async (em) => {
      const member = await sharedOfMember(em, organization.id, personId);
      const gone = member && (await deletePicture(em, personId));
      if (!gone) throw new Missing('identity.no-such-picture');
      if (!confirmShared) throw new SharedUnconfirmed({ fields: ['picture'] }); // And it stays.
      await this.outbox.add(em, PictureChanged, { personId, organizationId: organization.id, present: false });
      await this.changes.tell(em, {
        personId,
        name: `${member.firstName} ${member.lastName}`,
        changed: ['picture'],
        organizations: await holdersOf(em, personId),
        by: organization,
        action: 'identity.picture-removed',
        facts: { sha256: gone.sha256 },
      });
      return gone;
    });
  }
}
