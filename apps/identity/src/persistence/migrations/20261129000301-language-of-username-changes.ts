import { Migration } from '@mikro-orm/migrations';

/** Both letters about a new username are in the language of whoever asked: the code, and what the earlier address is told. */
export class LanguageOfUsernameChanges extends Migration {
  override name = '20261129000301-language-of-username-changes';

  override up(): void {
    this.addSql(`ALTER TABLE username_changes ADD COLUMN language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'fr', 'nl'))`);
  }
}
