import type { MergePreview, UnmergePreview } from '#contracts/identity/merges';
import { DomainError } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';

export type MergeImpediment = 'the-same' | 'archived' | 'said-not-the-same' | 'erased';

const says: Record<MergeImpediment, string> = {
  'the-same': 'Name two people: one survives, the other closes.',
  archived: 'Somebody archived is not merged; bring them back first.',
  'said-not-the-same': 'These two were said not to be the same. Take that back first.',
  erased: 'What was where was erased with the person: these two stay one.',
};

/** Why two people are not made one. */
export class MergeImpossible extends DomainError {
  readonly code = 'identity.merge-impossible';
  readonly kind = 'rule';
  readonly facts: { because: MergeImpediment };
  constructor(because: MergeImpediment) {
    super(says[because]);
    this.facts = { because };
  }
}

/** Whoever else touches one of the two is named to nobody. */
export class MergeInProgress extends DomainError {
  readonly code = 'identity.merge-in-progress';
  readonly kind = 'conflict';
  constructor() {
    super('One of the two is being merged or parted at this moment. Try again when that is done.');
  }
}

/** ID-24: nothing is merged, or parted, that nobody saw. */
export class MergeChanged extends DomainError {
  readonly code = 'identity.merge-changed';
  readonly kind = 'conflict';
  constructor(override readonly facts: { preview: MergePreview | UnmergePreview }) {
    super('It would do something else by now than what was previewed: look at the new preview.');
  }
}

export class MergeUndone extends DomainError {
  readonly code = 'identity.merge-undone';
  readonly kind = 'conflict';
  constructor() {
    super('The two are two again already.');
  }
}

/** A later merge builds on this one. */
export class MergeNotLast extends DomainError {
  readonly code = 'identity.merge-not-last';
  readonly kind = 'conflict';
  constructor() {
    super('One of the two was merged again afterwards. Merges are undone newest first.');
  }
}

/** What is given back came after the merge; all else goes back, or stays, by itself. */
export class NotLater extends DomainError {
  readonly code = 'identity.not-later-activity';
  readonly kind = 'rule';
  constructor(ids: readonly Uuid[]) {
    super(`Not among what came after the merge: ${ids.join(', ')}`);
  }
}

/** The id is of somebody who was merged: a reader is led to the survivor. */
export class PersonIsMerged extends DomainError {
  readonly code = 'identity.person-merged';
  readonly kind = 'conflict';
  constructor(override readonly facts: { personId: Uuid }) {
    super('This person was merged into another: use that one’s id.');
  }
}

export class AccountIsMerged extends DomainError {
  readonly code = 'identity.account-merged';
  readonly kind = 'conflict';
  constructor(override readonly facts: { accountId: Uuid }) {
    super('This account was merged into another: use that one’s id.');
  }
}
