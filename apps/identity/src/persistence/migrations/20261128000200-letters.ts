import { Migration } from '@mikro-orm/migrations';
import { lettersTable } from '#platform/mail/letters-table';

/** Letters to clients and to whoever signs in. The gatekeeper writes those about sign-ins, which belong to no organization. */
export class LettersToPeople extends Migration {
  override name = '20261128000200-letters';

  override up(): void {
    for (const statement of lettersTable('identity', ['gatekeeper'])) this.addSql(statement);
  }
}
