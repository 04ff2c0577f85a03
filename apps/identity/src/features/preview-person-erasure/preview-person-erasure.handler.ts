import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PreviewOwnErasure, PreviewPersonErasure, type PersonErasurePreview } from '#contracts/identity/person-erasures';
import { actingAdministrator, signedInUser } from '../../access.js';
import { ErasureDesk } from '../../privacy/erasure-desk.js';

/** What erasing a person here would do, in every service. */
@QueryHandler(PreviewPersonErasure)
export class PreviewPersonErasureHandler implements IQueryHandler<PreviewPersonErasure> {
  constructor(private readonly desk: ErasureDesk) {}

  async execute({ personId }: PreviewPersonErasure): Promise<PersonErasurePreview> {
    const { organization } = actingAdministrator();
    return this.desk.preview(await this.desk.forOrganization(organization.id, personId), `preview-erasure:${personId}`);
  }
}

/** What being erased everywhere would do. */
@QueryHandler(PreviewOwnErasure)
export class PreviewOwnErasureHandler implements IQueryHandler<PreviewOwnErasure> {
  constructor(private readonly desk: ErasureDesk) {}

  async execute({ personId }: PreviewOwnErasure): Promise<PersonErasurePreview> {
    const userId = signedInUser();
    return this.desk.preview(await this.desk.forUser(userId, personId), `preview-erasure:${userId}`);
  }
}
