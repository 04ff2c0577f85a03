import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { MakeOwnCardFile } from '#contracts/memberships/own';
import { OwnClients, actingFor } from '#platform/organizations/own-clients';
import { CardFiles, type CardFile } from '../../cards/card-files.js';
import { isOwnCardOf } from './own-card.js';

/** The caller's own card, to print or to show on a telephone. */
@QueryHandler(MakeOwnCardFile)
export class MakeOwnCardFileHandler implements IQueryHandler<MakeOwnCardFile> {
  constructor(
    private readonly clients: OwnClients,
    private readonly files: CardFiles,
  ) {}

  async execute({ clientId, membershipId, format, language }: MakeOwnCardFile): Promise<CardFile> {
    const client = await this.clients.find(clientId);
    const asked = { membershipId, format, language, of: isOwnCardOf(client) };
    return actingFor(client, () => this.files.make(client.organization, asked));
  }
}
