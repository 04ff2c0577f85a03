import { DomainError, type Fault } from '#kernel/domain-error';

type Field = 'firstName' | 'lastName' | 'birthDate' | 'picture';

/** ID-3: what is shared changes everywhere, so whoever changes it says that they know. */
export class SharedUnconfirmed extends DomainError {
  readonly code = 'identity.shared-unconfirmed';
  readonly kind = 'rule';
  override readonly faults: readonly Fault[];
  constructor(override readonly facts: { fields: Field[] }) {
    super('Every organization that knows this person shares this: send confirmShared to change it for all of them.');
    this.faults = facts.fields.map((field) => ({
      pointer: `/${field}`,
      code: 'identity.shared-field',
      detail: 'Shared by every organization that knows this person',
    }));
  }
}
