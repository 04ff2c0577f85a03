import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PreviewMerge, type MergePreview } from '#contracts/identity/merges';
import { MergePreviews } from '../../merging/merge-previews.js';

@QueryHandler(PreviewMerge)
export class PreviewMergeHandler implements IQueryHandler<PreviewMerge> {
  constructor(private readonly previews: MergePreviews) {}

  async execute(query: PreviewMerge): Promise<MergePreview> {
    return (await this.previews.preview(query)).preview;
  }
}
