import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetPicture, type PictureRecord } from '#contracts/identity/pictures';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { isOwnMember } from '../../persistence/own-members.js';
import { findPicture } from '../../persistence/pictures.js';

/** Whoever has somebody as a member sees the picture, whichever organization sent it (ID-3). */
@QueryHandler(GetPicture)
export class GetPictureHandler implements IQueryHandler<GetPicture> {
  constructor(private readonly database: Database) {}

  async execute({ personId }: GetPicture): Promise<PictureRecord & { base64: string }> {
    const { organization } = actingAdministrator();
    const found = await this.database.transaction(async (em) =>
      (await isOwnMember(em, organization.id, personId)) ? findPicture(em, personId) : undefined,
    );
    if (!found) throw new Missing('identity.no-such-picture');
    const { jpeg, ...picture } = found;
    return { ...picture, base64: jpeg.toString('base64') };
  }
}
