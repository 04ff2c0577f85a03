import { Migration } from '@mikro-orm/migrations';
import { mergerReaches } from '../merge-reach.js';

/** Contacts go with the client they are of, answers with whoever gave them, family logins with the account (ID-24). */
export class MergesOfLaterTables extends Migration {
  override name = '20261129000101-merges-of-later-tables';

  override up(): void {
    const reach = [...mergerReaches('contacts', 'account'), ...mergerReaches('form_answers', 'person')];
    for (const statement of [...reach, ...mergerReaches('family_invitations', 'account')]) this.addSql(statement);
  }
}
