import type { MergePreview, UnmergePreview } from '#contracts/identity/merges';
import { DomainError } from '#kernel/domain-error';
import { mergePreviewView, unmergePreviewView } from './merge.response.js';

/** A preview that does not hold any more comes back with the one that does, as clients see it. */
class ShownAgain extends DomainError {
  readonly code = 'identity.merge-changed';
  readonly kind = 'conflict';
  constructor(
    message: string,
    override readonly facts: { preview: object },
  ) {
    super(message);
  }
}

export async function withPreviewShown<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'identity.merge-changed') throw error;
    const { preview } = error.facts as { preview: MergePreview | UnmergePreview };
    throw new ShownAgain(error.message, { preview: 'mergeId' in preview ? unmergePreviewView(preview) : mergePreviewView(preview) });
  }
}
