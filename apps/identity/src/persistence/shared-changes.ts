import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { SharedFieldsChanged, type SharedField } from '#contracts/identity/shared-fields';
import { derivedId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Letters } from '#platform/mail/letters';
import { Outbox } from '#platform/outbox/outbox';
import { sharedLetter } from '../letters/shared-letter.js';
import { languageOf } from './activations.js';
import { SharedLog } from './shared-log.js';
import { ownersToTell } from './shared-people.js';

export interface SharedFieldsTold {
  readonly personId: Uuid;
  readonly name: string;
  readonly changed: readonly SharedField[];
  readonly organizations: readonly Uuid[];
  /** Who changed it; null for a client. */
  readonly by: ActingOrganization | null;
  readonly action?: string;
  readonly facts?: object;
  /** Whether owners are written to; whoever adds a first picture takes nothing away. */
  readonly written?: boolean;
}

/** Says that what is shared of somebody has changed (ID-3): to every organization that knows them, and to the owner of their account. */
@Injectable()
export class SharedChanges {
  constructor(
    private readonly letters: Letters,
    private readonly outbox: Outbox,
    private readonly log: SharedLog,
    private readonly clock: Clock,
  ) {}

  /** Last in a transaction. */
  async tell(em: EntityManager, told: SharedFieldsTold): Promise<void> {
    if (told.by && told.written !== false) await this.write(em, told.by, told);
    await this.announce(em, told);
  }

  /** By letter, to the owners of the changing organization's own clients. */
  private async write(em: EntityManager, organization: ActingOrganization, { personId, name, changed }: SharedFieldsTold): Promise<void> {
    const at = this.clock.now().getTime();
    const owners = await ownersToTell(em, organization.id, personId);
    const letters = owners.map(({ accountId, email, language }) => ({
      id: derivedId('letter', 'shared-changed', accountId, personId, at),
      organizationId: organization.id,
      kind: 'shared-changed',
      about: accountId,
      to: email,
      from: organization.name,
      content: sharedLetter(language ?? languageOf(organization), { organizationName: organization.name, name, changed }),
    }));
    await this.letters.add(em, ...letters);
  }

  /** In every log and by an event to each. */
  private async announce(em: EntityManager, told: SharedFieldsTold): Promise<void> {
    const { personId, organizations, by, action = 'identity.shared-fields-changed', facts = {} } = told;
    const changed = [...told.changed];
    const entry = { by: by?.id ?? null, organizations, action, subject: personId, facts: { changed, ...facts }, toOthers: { changed } };
    await this.log.record(em, entry, (organizationId) => this.outbox.add(em, SharedFieldsChanged, { organizationId, personId, changed }));
  }
}
