import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { pictureLimits } from '#contracts/identity/picture-limits';
import { AppendPicturePiece } from '#contracts/identity/pictures';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { PictureTooLarge } from '../../domain/picture.errors.js';
import { isOwnMember } from '../../persistence/own-members.js';
import { keepPiece, takePieces } from '../../persistence/pictures.js';
import { noSuchPerson } from '../../persistence/closed-ids.js';

/** Keeps a piece of a picture until all are there. What is too large is dropped as soon as that shows. */
@CommandHandler(AppendPicturePiece)
export class AppendPicturePieceHandler implements ICommandHandler<AppendPicturePiece> {
  constructor(private readonly database: Database) {}

  async execute({ uploadId, personId, index, bytes }: AppendPicturePiece): Promise<{ received: number }> {
    const organizationId = actingAdministrator().organization.id;
    const { fileBytes } = pictureLimits;
    const received = await this.database.transaction(async (em) => {
      if (!(await isOwnMember(em, organizationId, personId))) return noSuchPerson(em, personId);
      const size = await keepPiece(em, { organizationId, uploadId, index, bytes: Buffer.from(bytes, 'base64') });
      if (size > fileBytes) await takePieces(em, organizationId, uploadId);
      return size;
    });
    if (received > fileBytes) throw new PictureTooLarge({ atMost: fileBytes });
    return { received };
  }
}
