import type { ServiceDefinition } from '#platform/service/service-definition';
import { BillingConfig } from './billing.config.js';
import { BillingModule } from './billing.module.js';
import { Migration001Billing } from './persistence/migrations/001-billing.js';
import { Migration002CreditsAndMoney } from './persistence/migrations/002-credits-and-money.js';
import { Migration006Accounts } from './persistence/migrations/006-accounts.js';
import { Migration005Papers } from './persistence/migrations/005-papers.js';
import { Migration003SalesAndCancellations } from './persistence/migrations/003-sales-and-cancellations.js';
import { Migration008PlannedPayments } from './persistence/migrations/008-planned-payments.js';
import { Migration004Matching } from './persistence/migrations/004-matching.js';
import { Migration007ChecksBySet } from './persistence/migrations/007-checks-by-set.js';
import { Migration009Childcare } from './persistence/migrations/009-childcare.js';
import { Migration010WhatWasPlanned } from './persistence/migrations/010-what-was-planned.js';
import { Migration011PaymentsBySet } from './persistence/migrations/011-payments-by-set.js';
import { Migration012ListsInOrder } from './persistence/migrations/012-lists-in-order.js';
import { Migration014PlansOfWhatIsCredited } from './persistence/migrations/014-plans-of-what-is-credited.js';
import { Migration016WhatADocumentSays } from './persistence/migrations/016-what-a-document-says.js';
import { Migration017BadDebtIsAnExpense } from './persistence/migrations/017-bad-debt-is-an-expense.js';
import { Migration018ListsAlongIndexes } from './persistence/migrations/018-lists-along-indexes.js';
import { Migration019MergedBooks } from './persistence/migrations/019-merged-books.js';
import { Migration019bMergedPeople } from './persistence/migrations/019b-merged-people.js';
import { Migration021ClientsTold } from './persistence/migrations/021-clients-told.js';
import { Migration023OnlineTermsOfAFederation } from './persistence/migrations/023-online-terms-of-a-federation.js';
import { Migration022AffiliationInvoices } from './persistence/migrations/022-affiliation-invoices.js';
import { Migration024AccountsOfClients } from './persistence/migrations/024-accounts-of-clients.js';
import { Migration020Erasures } from './persistence/migrations/020-erasures.js';
import { billingPersonalData } from './personal-data.js';

export const billing: ServiceDefinition = {
  name: 'billing',
  module: BillingModule,
  migrations: [
    Migration001Billing,
    Migration002CreditsAndMoney,
    Migration003SalesAndCancellations,
    Migration004Matching,
    Migration005Papers,
    Migration006Accounts,
    Migration007ChecksBySet,
    Migration008PlannedPayments,
    Migration009Childcare,
    Migration010WhatWasPlanned,
    Migration011PaymentsBySet,
    Migration012ListsInOrder,
    Migration014PlansOfWhatIsCredited,
    Migration016WhatADocumentSays,
    Migration017BadDebtIsAnExpense,
    Migration018ListsAlongIndexes,
    Migration019MergedBooks,
    Migration019bMergedPeople,
    Migration021ClientsTold,
    Migration023OnlineTermsOfAFederation,
    Migration022AffiliationInvoices,
    Migration024AccountsOfClients,
    Migration020Erasures,
  ],
  narrowRoles: ['reconciler', 'collector', 'eraser'],
  config: BillingConfig,
  personalData: billingPersonalData,
};
