import type { ServiceDefinition } from '#platform/service/service-definition';
import { IdentityConfig } from './identity.config.js';
import { IdentityModule } from './identity.module.js';
import { ApiKey, Grant, User } from './persistence/access.entity.js';
import { OrganizationsAndAccess } from './persistence/migrations/20261122000000-organizations-and-access.js';
import { PeopleAndAccounts } from './persistence/migrations/20261122000100-people-and-accounts.js';
import { Withdrawals } from './persistence/migrations/20261127000000-withdrawals.js';
import { ReferencesBySet } from './persistence/migrations/20261127000100-references-by-set.js';
import { Pictures } from './persistence/migrations/20261128000000-pictures.js';
import { Matching } from './persistence/migrations/20261128000100-matching.js';
import { LettersToPeople } from './persistence/migrations/20261128000200-letters.js';
import { ClientsAndTheirSignIns } from './persistence/migrations/20261128000201-clients-and-their-sign-ins.js';
import { ResetsAndUsernames } from './persistence/migrations/20261128000202-resets-and-usernames.js';
import { InvitationsAndConsents } from './persistence/migrations/20261128000203-invitations-and-consents.js';
import { Rights } from './persistence/migrations/20261128000300-rights.js';
import { SecondFactors } from './persistence/migrations/20261128000301-second-factors.js';
import { Merges } from './persistence/migrations/20261129000100-merges.js';
import { MergesOfLaterTables } from './persistence/migrations/20261129000101-merges-of-later-tables.js';
import { Search } from './persistence/migrations/20261129000200-search.js';
import { FederatedSignIns } from './persistence/migrations/20261129000300-federated-sign-ins.js';
import { LanguageOfUsernameChanges } from './persistence/migrations/20261129000301-language-of-username-changes.js';
import { Contacts } from './persistence/migrations/20261129000400-contacts.js';
import { Owners } from './persistence/migrations/20261129000401-owners.js';
import { Forms } from './persistence/migrations/20261129000402-forms.js';
import { SharedFields } from './persistence/migrations/20261129000404-shared-fields.js';
import { OwnAccounts } from './persistence/migrations/20261129000500-own-accounts.js';
import { OwnClientsOfOrganizations } from './persistence/migrations/20261129000501-own-clients.js';
import { ExportsAndErasures } from './persistence/migrations/20261129000600-exports-and-erasures.js';
import { FamilyLogins } from './persistence/migrations/20261129000403-family-logins.js';
import { CorporateAccounts } from './persistence/migrations/20261129000302-corporate-accounts.js';
import { Directors } from './persistence/migrations/20261129000303-directors.js';
import { Erasures } from './persistence/migrations/20261129000601-erasures.js';
import { Organization } from './persistence/organization.entity.js';
import { RefreshToken, Session } from './persistence/session.entity.js';
import { identityPersonalData } from './personal-data.js';

export const identity: ServiceDefinition = {
  name: 'identity',
  module: IdentityModule,
  entities: [Organization, User, Grant, ApiKey, Session, RefreshToken],
  migrations: [
    OrganizationsAndAccess,
    PeopleAndAccounts,
    Withdrawals,
    ReferencesBySet,
    Pictures,
    Matching,
    LettersToPeople,
    ClientsAndTheirSignIns,
    ResetsAndUsernames,
    InvitationsAndConsents,
    Rights,
    SecondFactors,
    Merges,
    Contacts,
    OwnAccounts,
    FederatedSignIns,
    LanguageOfUsernameChanges,
    Owners,
    SharedFields,
    Search,
    OwnClientsOfOrganizations,
    ExportsAndErasures,
    Forms,
    FamilyLogins,
    MergesOfLaterTables,
    CorporateAccounts,
    Directors,
    Erasures,
  ],
  /** Sign-ins, which belong to no organization; organizations and access for operators; people over a whole network; letters of everybody; whose an address is; what people are searched by; both of two who are merged; files of exports; who is erased. */
  narrowRoles: ['gatekeeper', 'registrar', 'matcher', 'postman', 'introducer', 'searcher', 'merger', 'exporter', 'eraser'],
  config: IdentityConfig,
  personalData: identityPersonalData,
};
