import type { ServiceDefinition } from '#platform/service/service-definition';
import { MembershipsModule } from './memberships.module.js';
import { Listing } from './persistence/listing.entity.js';
import { Migration001FirstTables } from './persistence/migrations/001-first-tables.js';
import { Migration002Catalogue } from './persistence/migrations/002-catalogue.js';
import { Migration003Cancellations } from './persistence/migrations/003-cancellations.js';
import { Migration004CatalogueDrafts } from './persistence/migrations/004-catalogue-drafts.js';
import { Migration005Operations } from './persistence/migrations/005-operations.js';
import { Migration006Replacements } from './persistence/migrations/006-replacements.js';
import { Migration007Entry } from './persistence/migrations/007-entry.js';
import { Migration008Endings } from './persistence/migrations/008-endings.js';
import { Migration008bWhoOrdered } from './persistence/migrations/008b-who-ordered.js';
import { Migration008cMonths } from './persistence/migrations/008c-months.js';
import { Migration008dExpirations } from './persistence/migrations/008d-expirations.js';
import { Migration009FamilyMemberships } from './persistence/migrations/009-family-memberships.js';
import { Migration009bCards } from './persistence/migrations/009b-cards.js';
import { Migration010Skills } from './persistence/migrations/010-skills.js';
import { Migration010bCardPhotos } from './persistence/migrations/010b-card-photos.js';
import { Migration011Homes } from './persistence/migrations/011-homes.js';
import { Migration012Affiliations } from './persistence/migrations/012-affiliations.js';
import { Migration013MovedHoldings } from './persistence/migrations/013-moved-holdings.js';
import { Migration014BatchOrders } from './persistence/migrations/014-batch-orders.js';
import { Migration016Accounts } from './persistence/migrations/016-accounts.js';
import { Offer } from './persistence/offer.entity.js';
import { Migration015Erasures } from './persistence/migrations/015-erasures.js';
import { membershipsPersonalData } from './personal-data.js';

export const memberships: ServiceDefinition = {
  name: 'memberships',
  module: MembershipsModule,
  entities: [Offer, Listing],
  narrowRoles: ['scheduler', 'merger', 'eraser'],
  migrations: [
    Migration001FirstTables,
    Migration002Catalogue,
    Migration003Cancellations,
    Migration004CatalogueDrafts,
    Migration005Operations,
    Migration006Replacements,
    Migration007Entry,
    Migration008Endings,
    Migration008bWhoOrdered,
    Migration008cMonths,
    Migration008dExpirations,
    Migration009FamilyMemberships,
    Migration009bCards,
    Migration010Skills,
    Migration010bCardPhotos,
    Migration011Homes,
    Migration012Affiliations,
    Migration013MovedHoldings,
    Migration014BatchOrders,
    Migration016Accounts,
    Migration015Erasures,
  ],
  personalData: membershipsPersonalData,
};
