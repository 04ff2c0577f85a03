import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AddContact, type ContactRecord } from '#contracts/identity/contacts';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { checkedContact, type ContactKept } from '../../domain/contact.js';
import { ConsentMissing } from '../../domain/invitation.errors.js';
import { findContact, getContact, insertContact } from '../../persistence/contacts.js';
import { clientToManage } from '../../persistence/managed-clients.js';

/** Writes down whom to call about an account (ID-20). Its id comes with the command, so sending it twice makes one. */
@CommandHandler(AddContact)
export class AddContactHandler implements ICommandHandler<AddContact> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  async execute(command: AddContact): Promise<ContactRecord> {
    const { organization } = actingAdministrator();
    const kept = checkedContact({ ...command, phones: command.phones ?? [] });
    return this.idempotency.once(command, (em) => this.add(em, organization.id, command, kept));
  }

  private async add(em: EntityManager, organizationId: Uuid, command: AddContact, kept: ContactKept): Promise<ContactRecord> {
    const { contactId: id, accountId, type } = command;
    const client = await clientToManage(em, organizationId, accountId);
    if (!client) throw new Missing('identity.no-such-account');
    if (client.consent !== 'given') throw new ConsentMissing();
    const earlier = await findContact(em, organizationId, id);
    if (earlier) return earlier;
    await insertContact(em, organizationId, accountId, { ...kept, id, type });
    await this.audit.record(em, { organizationId, action: 'identity.contact-added', subject: accountId, facts: { contact: id, type } });
    return getContact(em, organizationId, id);
  }
}
