import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PictureChanged, type PictureRecord, RemovePicture } from '#contracts/identity/pictures';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { isOwnMember } from '../../persistence/own-members.js';
import { deletePicture } from '../../persistence/pictures.js';

/** Takes somebody's picture away, for every organization (ID-3). */
@CommandHandler(RemovePicture)
export class RemovePictureHandler implements ICommandHandler<RemovePicture> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  execute(command: RemovePicture): Promise<PictureRecord> {
    const organizationId = actingAdministrator().organization.id;
    const { personId } = command;
    return this.idempotency.once(command, async (em) => {
      const gone = (await isOwnMember(em, organizationId, personId)) ? await deletePicture(em, personId) : undefined;
      if (!gone) throw new Missing('identity.no-such-picture');
      await this.audit.record(em, {
        organizationId,
        action: 'identity.picture-removed',
        subject: personId,
        facts: { sha256: gone.sha256 },
      });
      await this.outbox.add(em, PictureChanged, { personId, organizationId, present: false });
      return gone;
    });
  }
}
