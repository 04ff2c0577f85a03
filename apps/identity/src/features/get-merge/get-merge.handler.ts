import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetMerge, type MergeRecord } from '#contracts/identity/merges';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { mergingOrganization } from '../../access.js';
import { findMerge } from '../../persistence/merge-records.js';

@QueryHandler(GetMerge)
export class GetMergeHandler implements IQueryHandler<GetMerge> {
  constructor(private readonly database: Database) {}

  async execute({ mergeId }: GetMerge): Promise<MergeRecord> {
    const { organization } = mergingOrganization();
    const merge = await this.database.transaction((em) => findMerge(em, organization.id, mergeId));
    if (!merge) throw new Missing('identity.no-such-merge');
    return merge;
  }
}
