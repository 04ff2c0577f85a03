import { DomainError } from '#kernel/domain-error';
import type { ErasureObstacle } from '#contracts/platform/personal-data';

/** What the person who confirms saw is not what would be done. */
export class ErasurePreviewChanged extends DomainError {
  readonly code = 'identity.erasure-preview-changed';
  readonly kind = 'conflict';
  constructor(override readonly facts: { previewHash: string }) {
    super('What erasing would do has changed since it was shown. Look at it again.');
  }
}

/** Something has to be settled first, by name. */
export class ErasureObstructed extends DomainError {
  readonly code = 'identity.erasure-obstructed';
  readonly kind = 'rule';
  constructor(override readonly facts: { obstacles: readonly ErasureObstacle[] }) {
    super(`The person cannot be erased yet: ${[...new Set(facts.obstacles.map(({ says }) => says))].join('; ')}`);
  }
}
