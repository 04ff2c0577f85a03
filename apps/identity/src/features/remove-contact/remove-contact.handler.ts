import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RemoveContact, type ContactRecord } from '#contracts/identity/contacts';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { deleteContact } from '../../persistence/contacts.js';

/** Forgets a contact (ID-20): nothing refers to one, and somebody else's numbers are nothing to keep. */
@CommandHandler(RemoveContact)
export class RemoveContactHandler implements ICommandHandler<RemoveContact> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  execute(command: RemoveContact): Promise<ContactRecord> {
    const organizationId = actingAdministrator().organization.id;
    return this.idempotency.once(command, async (em) => {
      const gone = await deleteContact(em, organizationId, command.contactId);
      if (!gone) throw new Missing('identity.no-such-contact');
      const facts = { contact: gone.id, type: gone.type };
      await this.audit.record(em, { organizationId, action: 'identity.contact-removed', subject: gone.accountId, facts });
      return gone;
    });
  }
}
