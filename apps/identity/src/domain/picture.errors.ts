import { DomainError } from '#kernel/domain-error';

/** By what the bytes are, whatever the file is called. */
export class NotAPicture extends DomainError {
  readonly code = 'identity.not-a-picture';
  readonly kind = 'wrong-type';
  constructor() {
    super('Send a JPEG, PNG or WebP picture.');
  }
}

export class PictureTooLarge extends DomainError {
  readonly code = 'identity.picture-too-large';
  readonly kind = 'too-large';
  constructor(override readonly facts: { atMost: number }) {
    super(`A picture is at most ${facts.atMost / 1024 / 1024} MiB.`);
  }
}

export const badPictureReasons = ['incomplete', 'broken', 'too-many-pixels', 'too-small'] as const;
export type BadPictureReason = (typeof badPictureReasons)[number];

export class BadPicture extends DomainError {
  readonly code = 'identity.bad-picture';
  readonly kind = 'rule';
  constructor(override readonly facts: { because: BadPictureReason }) {
    super(`This picture cannot be used: ${facts.because}.`);
  }
}
