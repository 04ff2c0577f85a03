import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LetterLanguage } from '#contracts/identity/new-account';
import { TellClients } from '#contracts/identity/tell-clients.command';
import { derivedId, type Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { Letters } from '#platform/mail/letters';
import { Inbox } from '#platform/outbox/inbox';
import { billingLetter } from '../../letters/billing-letter.js';
import { languageOf } from '../../persistence/activations.js';

interface MainContact {
  readonly accountId: Uuid;
  readonly email: string;
  readonly language: LetterLanguage | null; // The organization's own when null.
}

/**
 * Writes to main contacts what was issued to them (BIL-25): the account's owner, at the address this organization holds (ID-2, ID-17);
 * of a corporate account, where it is written to, whoever signs in to it (ID-7).
 */
@CommandHandler(TellClients)
export class TellClientsHandler implements ICommandHandler<TellClients> {
  constructor(
    private readonly inbox: Inbox,
    private readonly letters: Letters,
  ) {}

  execute(command: TellClients): Promise<void> {
    return this.inbox.once((em) => this.tell(em, command));
  }

  private async tell(em: EntityManager, { organizationId, occasion, currency, documents }: TellClients): Promise<void> {
    const [organization] = await query<{ name: string; languages: string[] }>(em, selectOrganization, [organizationId]);
    const byAccount = Map.groupBy(documents, (document) => document.accountId);
    const contacts = await query<MainContact>(em, selectContacts, [organizationId, [...byAccount.keys()]]);
    const letters = contacts.map(({ accountId, email, language }) => {
      const own = byAccount.get(accountId) ?? [];
      const facts = { organizationName: organization.name, occasion, currency, documents: own };
      return {
        id: derivedId('letter', ...own.map((document) => document.documentId)),
        organizationId,
        kind: occasion,
        about: accountId,
        to: email,
        from: organization.name,
        content: billingLetter(language ?? languageOf(organization), facts),
      };
    });
    await this.letters.add(em, ...letters);
  }
}

const selectOrganization = `SELECT name, languages FROM organizations WHERE id = $1`;

const selectContacts = `SELECT c.account_id AS "accountId", held.email, held.language
  FROM clients c JOIN accounts a ON a.id = c.account_id
    JOIN profiles held ON held.organization_id = c.organization_id AND held.person_id = a.owner_person_id
  WHERE c.organization_id = $1 AND c.account_id = ANY ($2::uuid[]) AND c.archived_at IS NULL AND held.email <> ''
  UNION ALL SELECT k.account_id, k.email, k.language FROM corporate_accounts k
    JOIN clients c ON c.organization_id = k.organization_id AND c.account_id = k.account_id
  WHERE k.organization_id = $1 AND k.account_id = ANY ($2::uuid[]) AND c.archived_at IS NULL`;
