import { Migration } from '@mikro-orm/migrations';

/** Clients act for themselves at an organization: whoever serves them has to know its day, its currency, its network. */
export class OwnClientsOfOrganizations extends Migration {
  override name = '20261129000501-own-clients';

  override up(): void {
    this.addSql(`GRANT SELECT (kind, federation_id, currency, time_zone, languages) ON organizations TO identity_introducer`);
  }
}
