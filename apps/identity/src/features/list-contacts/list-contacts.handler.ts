import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListContacts, type ContactRecord } from '#contracts/identity/contacts';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { isId } from '../../persistence/after-id.js';
import { contactsOf } from '../../persistence/contacts.js';

/** Whom to call about a client of the organization's (ID-20): none while the owner has not consented (ID-9). */
@QueryHandler(ListContacts)
export class ListContactsHandler implements IQueryHandler<ListContacts> {
  constructor(private readonly database: Database) {}

  async execute({ accountId, limit, after, type, sort }: ListContacts): Promise<Page<ContactRecord>> {
    const { organization } = actingAdministrator();
    const [nameKey, id] = decodeCursor(after, 2) ?? [];
    if (nameKey !== undefined && (typeof nameKey !== 'string' || !isId(id))) throw new BadCursor();
    const wanted = { accountId, type, descending: sort === '-name', limit: limit + 1 };
    const rows = await this.database.transaction(async (em) => {
      if ((await query(em, client, [organization.id, accountId])).length === 0) throw new Missing('identity.no-such-account');
      return contactsOf(em, organization.id, nameKey === undefined ? wanted : { ...wanted, after: { nameKey, id: String(id) } });
    });
    const { data, next } = pageOf(rows, limit, (row) => [row.nameKey, row.id]);
    return { data: data.map(({ nameKey: _sorted, ...contact }) => contact), next };
  }
}

const client = `SELECT FROM clients WHERE organization_id = $1 AND account_id = $2`;
