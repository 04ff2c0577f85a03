import { DomainError, type Fault } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';

/** A form that could not be asked; every fault is listed. */
export class FormInvalid extends DomainError {
  readonly code = 'identity.invalid-form';
  readonly kind = 'invalid';
  constructor(override readonly faults: readonly Fault[]) {
    super(faults.map(({ detail }) => detail).join(' '));
  }
}

/** Answers to what nobody asks, or of another kind than was asked for; every fault is listed. */
export class AnswersInvalid extends DomainError {
  readonly code = 'identity.invalid-answers';
  readonly kind = 'invalid';
  constructor(override readonly faults: readonly Fault[]) {
    super(faults.map(({ detail }) => detail).join(' '));
  }
}

/** ID-19: what is required is answered first. */
export class QuestionsUnanswered extends DomainError {
  readonly code = 'identity.questions-unanswered';
  readonly kind = 'rule';
  override readonly faults: readonly Fault[];
  constructor(override readonly facts: { questions: { formId: Uuid; question: string; label: string }[] }) {
    super('Required questions are unanswered: nothing is saved until they are.');
    this.faults = facts.questions.map(({ label }) => ({ pointer: '/answers', code: 'identity.question-unanswered', detail: label }));
  }
}
