import { Migration } from '@mikro-orm/migrations';

/** IMP-10: whom a decision was made among. Of decisions made before nothing is known, so "somebody new" is asked once more. */
export class Migration002OfferedCandidates extends Migration {
  up(): void {
    this.addSql(`ALTER TABLE decisions ADD COLUMN offered uuid[] NOT NULL DEFAULT '{}'`);
    this.addSql(`ALTER TABLE decisions ALTER offered DROP DEFAULT`);
  }
}
