import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChangeContact, type ContactRecord } from '#contracts/identity/contacts';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { checkedContact } from '../../domain/contact.js';
import { getContact, saveContact } from '../../persistence/contacts.js';

/** Changes whom to call about an account (ID-20). The log names what was changed and never what it says. */
@CommandHandler(ChangeContact)
export class ChangeContactHandler implements ICommandHandler<ChangeContact> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  execute(command: ChangeContact): Promise<ContactRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.change(em, organization.id, command));
  }

  private async change(
    em: EntityManager,
    organizationId: Uuid,
    { contactId: id, version, ...changes }: ChangeContact,
  ): Promise<ContactRecord> {
    const seen = await getContact(em, organizationId, id, 'FOR UPDATE');
    if (seen.version !== version) throw new Stale('identity.stale-contact', { version: seen.version });

    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const told: ContactRecord = { ...seen, ...given };
    await saveContact(em, organizationId, { ...told, ...checkedContact(told) });
    const facts = { contact: id, changed: Object.keys(given) };
    await this.audit.record(em, { organizationId, action: 'identity.contact-changed', subject: seen.accountId, facts });
    return getContact(em, organizationId, id);
  }
}
