import { DomainError, type Fault } from '#kernel/domain-error';

/** A skill that could not be told by its name, or a level that could not be told from another. */
export class BadSkill extends DomainError {
  readonly code = 'memberships.bad-skill';
  readonly kind = 'rule';
  constructor(override readonly faults: readonly Fault[]) {
    super(faults.map(({ detail }) => detail).join(' '));
  }
}

/** Nobody is given what is archived. */
export class SkillArchived extends DomainError {
  readonly code = 'memberships.skill-archived';
  readonly kind = 'rule';
  constructor() {
    super('This skill is archived: who has it keeps it, and nobody is given it.');
  }
}

/** ID-26: a member has a skill once; another level is a reassignment. */
export class SkillHeld extends DomainError {
  readonly code = 'memberships.skill-held';
  readonly kind = 'conflict';
  constructor() {
    super('The member has this skill already. Reassign it to change its level.');
  }
}

export class NoSuchLevel extends DomainError {
  readonly code = 'memberships.no-such-level';
  readonly kind = 'rule';
  constructor(override readonly facts: { levels: string[] }) {
    super(facts.levels.length > 0 ? `The levels of this skill are ${facts.levels.join(', ')}.` : 'This skill has no levels.');
  }
}

/** A level goes when nobody has it. */
export class LevelInUse extends DomainError {
  readonly code = 'memberships.level-in-use';
  readonly kind = 'rule';
  constructor(override readonly facts: { levels: string[] }) {
    super(`Members have the level ${facts.levels.join(', ')}. Reassign them first.`);
  }
}

/** What was given is no day to come, and what came after it no day before. */
export class BadSkillDay extends DomainError {
  readonly code = 'memberships.bad-skill-day';
  readonly kind = 'rule';
  constructor(override readonly facts: { notBefore: string | null; notAfter: string }) {
    super(`The day is ${facts.notBefore === null ? '' : `from ${facts.notBefore} `}until ${facts.notAfter}.`);
  }
}

/** What was removed is history; the member may be given the skill anew. */
export class SkillRemoved extends DomainError {
  readonly code = 'memberships.skill-removed';
  readonly kind = 'rule';
  constructor() {
    super('The member does not have this skill any more. Assign it anew.');
  }
}

export class NothingReassigned extends DomainError {
  readonly code = 'memberships.nothing-reassigned';
  readonly kind = 'rule';
  constructor() {
    super('The member has this skill at this level already.');
  }
}
