import { createHash } from 'node:crypto';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import sharp from 'sharp';
import { PictureChanged, type PictureRecord, SetPicture } from '#contracts/identity/pictures';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { BadPicture } from '../../domain/picture.errors.js';
import { SharedUnconfirmed } from '../../domain/shared-fields.errors.js';
import { findPicture, savePicture, takePieces } from '../../persistence/pictures.js';
import { SharedChanges } from '../../persistence/shared-changes.js';
import { holdersOf, sharedOfMember } from '../../persistence/shared-people.js';
import { PictureMakers } from '../../pictures/picture-makers.js';
import { noSuchPerson } from '../../persistence/closed-ids.js';

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A picture is made before the transaction that keeps it, so that none is open while a thread unpacks it (ID-3). */
@CommandHandler(SetPicture)
export class SetPictureHandler implements ICommandHandler<SetPicture> {
  constructor(
    private readonly database: Database,
    private readonly makers: PictureMakers,
    private readonly idempotency: Idempotency,
    private readonly changes: SharedChanges,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(command: SetPicture): Promise<PictureRecord> {
    const { organization } = actingAdministrator();
    const organizationId = organization.id;
    const { personId, confirmShared } = command;
    const sent = await this.database.transaction(async (em) => {
      if (!(await sharedOfMember(em, organizationId, personId))) return noSuchPerson(em, personId);
      return takePieces(em, organizationId, command.uploadId);
    });
    const whole = sha256Of(sent) === command.sha256;
    if (!whole) throw new BadPicture({ because: 'incomplete' });
    const jpeg = await this.makers.make(sent);
    const { width: side } = await sharp(jpeg).metadata();
    const picture = { personId, sha256: sha256Of(jpeg), side, changedAt: this.clock.now().toISOString() };

    return this.idempotency.once(command, async (em) => {
      const member = await sharedOfMember(em, organizationId, personId);
      if (!member) return noSuchPerson(em, personId); // Meanwhile.
      const replaced = await findPicture(em, personId);
      if (replaced && !confirmShared) throw new SharedUnconfirmed({ fields: ['picture'] });
      await savePicture(em, { ...picture, jpeg });
      await this.outbox.add(em, PictureChanged, { personId, organizationId, present: true });
      await this.changes.tell(em, {
        personId,
        name: `${member.firstName} ${member.lastName}`,
        changed: ['picture'],
        organizations: await holdersOf(em, personId),
        by: organization,
        action: 'identity.picture-changed',
        facts: { sha256: picture.sha256 },
        written: replaced !== undefined,
      });
      return picture;
    });
  }
}
