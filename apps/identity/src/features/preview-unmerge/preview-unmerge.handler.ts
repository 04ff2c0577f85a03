import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PreviewUnmerge, type UnmergePreview } from '#contracts/identity/merges';
import { UnmergePreviews } from '../../merging/unmerge-previews.js';

@QueryHandler(PreviewUnmerge)
export class PreviewUnmergeHandler implements IQueryHandler<PreviewUnmerge> {
  constructor(private readonly previews: UnmergePreviews) {}

  execute({ mergeId, giveBack = [] }: PreviewUnmerge): Promise<UnmergePreview> {
    return this.previews.preview(mergeId, giveBack);
  }
}
