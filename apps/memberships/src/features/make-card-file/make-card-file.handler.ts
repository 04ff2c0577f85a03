import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { MakeCardFile } from '#contracts/memberships/cards';
import { actingAdministrator } from '../../access.js';
import { CardFiles, type CardFile } from '../../cards/card-files.js';

/** The card to print or to show on a telephone. */
@QueryHandler(MakeCardFile)
export class MakeCardFileHandler implements IQueryHandler<MakeCardFile> {
  constructor(private readonly files: CardFiles) {}

  execute({ membershipId, format, language }: MakeCardFile): Promise<CardFile> {
    return this.files.make(actingAdministrator(), { membershipId, format, language });
  }
}
