import { DomainError } from '#kernel/domain-error';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';

export class UploadIncomplete extends DomainError {
  readonly code = 'imports.upload-incomplete';
  readonly kind = 'invalid';
  constructor(readonly facts: { pieces: number; size: number }) {
    super('The file did not arrive whole. Send it again.');
  }
}

export class FileTooLarge extends DomainError {
  readonly code = 'imports.too-large';
  readonly kind = 'too-large';
  constructor(readonly facts: { size: number; atMost: number }) {
    super(`The file is larger than ${Math.floor(facts.atMost / 1024 / 1024)} MiB.`);
  }
}

/** What was asked cannot be done while the import is where it is. */
export class NotReady extends DomainError {
  readonly code = 'imports.not-ready';
  readonly kind = 'conflict';
  constructor(readonly facts: { state: string }) {
    super(`The import is ${facts.state}; this cannot be done now.`);
  }
}

export class PreviewChanged extends DomainError {
  readonly code = 'imports.preview-changed';
  readonly kind = 'conflict';
  constructor(readonly facts: { previewHash: string | null; difference: string[] }) {
    super(`What the preview showed is no longer so. ${facts.difference.join(' ')}`);
  }
}

/** IMP-16: the same content was imported before. */
export class RepeatUnconfirmed extends DomainError {
  readonly code = 'imports.repeat-unconfirmed';
  readonly kind = 'conflict';
  constructor(readonly facts: { sameContentAs: Uuid[] }) {
    super('A file with the same content was imported before. Confirm that it shall be imported again.');
  }
}

/** IMP-17: an import can be taken back for thirty days. */
export class UndoTooLate extends DomainError {
  readonly code = 'imports.undo-too-late';
  readonly kind = 'rule';
  constructor(readonly facts: { until: LocalDate }) {
    super(`The import could be undone until ${facts.until}.`);
  }
}

/** Nobody has asked for this import to be undone. */
export class NotUndone extends DomainError {
  readonly code = 'imports.not-undone';
  readonly kind = 'conflict';
  constructor(readonly facts: { state: string }) {
    super(`The import is ${facts.state}; it was not undone.`);
  }
}

/** A row or column a repair or decision names is not in the file, or asks for no decision. */
export class BadRow extends DomainError {
  readonly code = 'imports.bad-row';
  readonly kind = 'rule';
  constructor(readonly facts: { row: number; reason: 'no-such-row' | 'no-such-column' | 'not-a-candidate' | 'nothing-to-decide' }) {
    super(`Row ${facts.row}: ${facts.reason.replaceAll('-', ' ')}.`);
  }
}

export class AlreadyRunning extends DomainError {
  readonly code = 'imports.already-running';
  readonly kind = 'conflict';
  constructor() {
    super('The first rows have been imported already; it can be paused, and finishes when resumed.');
  }
}
