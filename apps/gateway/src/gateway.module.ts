import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccountOverviewController } from './account-overview/account-overview.controller.js';
import { AccountOverview } from './account-overview/account-overview.js';
import { AccountParts } from './account-overview/account-parts.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountOwnerController } from './accounts/account-owner.controller.js';
import { ManagingController } from './accounts/managing.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { ActivationsController } from './activations/activations.controller.js';
import { AuditLogController } from './audit-log/audit-log.controller.js';
import { ConsentsController } from './me/consents.controller.js';
import { OwnAccountsController } from './me/own-accounts.controller.js';
import { OwnBillingController } from './me/own-billing.controller.js';
import { OwnClientController } from './me/own-client.controller.js';
import { OwnMembershipsController } from './me/own-memberships.controller.js';
import { OwnPurchasesController } from './me/own-purchases.controller.js';
import { OwnSignInController } from './me/own-sign-in.controller.js';
import { SecondFactorController } from './me/second-factor.controller.js';
import { PasswordResetsController } from './password-resets/password-resets.controller.js';
import { ClientSettingsController } from './client-settings/client-settings.controller.js';
import { SignUpsController } from './sign-ups/sign-ups.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { BillingAccountsController } from './billing-accounts/billing-accounts.controller.js';
import { CatalogueDraftsController } from './catalogue-drafts/catalogue-drafts.controller.js';
import { SalesController } from './sales/sales.controller.js';
import { ChildcareController } from './childcare/childcare.controller.js';
import { SlipsController } from './childcare/slips.controller.js';
import { CardsController } from './cards/cards.controller.js';
import { MemberSkillsController } from './skills/member-skills.controller.js';
import { SkillsController } from './skills/skills.controller.js';
import { ReplacementsController } from './replacements/replacements.controller.js';
import { BatchOrderEventsController } from './batch-orders/batch-order-events.controller.js';
import { BatchOrdersController } from './batch-orders/batch-orders.controller.js';
import { ProgressStream } from './edge/progress-stream.js';
import { AffiliationsController } from './affiliations/affiliations.controller.js';
import { HomesController } from './homes/homes.controller.js';
import { ActivitiesController } from './activities/activities.controller.js';
import { AccessTokens } from './edge/access-tokens.js';
import { ActAsCaller } from './edge/act-as-caller.interceptor.js';
import { Authentication } from './edge/authentication.js';
import { EdgeGuard } from './edge/edge.guard.js';
import { JsonBodies } from './edge/json-bodies.guard.js';
import { ValidateRequest } from './edge/validate-request.pipe.js';
import { ImportEventsController } from './imports/import-events.controller.js';
import { ImportFilesController } from './imports/import-files.controller.js';
import { ImportReviewController } from './imports/import-review.controller.js';
import { ImportSteeringController } from './imports/import-steering.controller.js';
import { ImportUndoController } from './imports/import-undo.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { BillingSettingsController } from './billing-settings/billing-settings.controller.js';
import { CancellationsController } from './cancellations/cancellations.controller.js';
import { DecidedCancellationsController } from './cancellations/decided-cancellations.controller.js';
import { UpstreamCreditsController } from './cancellations/upstream-credits.controller.js';
import { CreditNotesController } from './credit-notes/credit-notes.controller.js';
import { InvoicesController } from './invoices/invoices.controller.js';
import { LedgerCodesController } from './ledger-codes/ledger-codes.controller.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { LettersController } from './letters/letters.controller.js';
import { ListingsController } from './listings/listings.controller.js';
import { MeController } from './me/me.controller.js';
import { MembershipCancellationsController } from './membership-cancellations/membership-cancellations.controller.js';
import { MembershipsController } from './memberships/memberships.controller.js';
import { MonthlyRunsController } from './monthly-runs/monthly-runs.controller.js';
import { OffersController } from './offers/offers.controller.js';
import { OnSaleController } from './on-sale/on-sale.controller.js';
import { OrganizationsController } from './organizations/organizations.controller.js';
import { PicturesController } from './pictures/pictures.controller.js';
import { AnswersController } from './forms/answers.controller.js';
import { FormsController } from './forms/forms.controller.js';
import { FamilyInvitationsController } from './me/family-invitations.controller.js';
import { FamilyLoginsController } from './me/family-logins.controller.js';
import { OwnAnswersController } from './me/own-answers.controller.js';
import { OwnMembersController } from './me/own-members.controller.js';
import { SharedFieldsController } from './people/shared-fields.controller.js';
import { PersonErasuresController } from './person-erasures/person-erasures.controller.js';
import { OwnErasuresController } from './me/own-erasures.controller.js';
import { PersonExportsController } from './person-exports/person-exports.controller.js';
import { OwnExportsController } from './me/own-exports.controller.js';
import { PeopleController } from './people/people.controller.js';
import { ChequeDepositsController } from './cheque-deposits/cheque-deposits.controller.js';
import { DueRunsController } from './due-runs/due-runs.controller.js';
import { OnlinePaymentsController } from './online-payments/online-payments.controller.js';
import { PaymentPlansController } from './payment-plans/payment-plans.controller.js';
import { PlannedPaymentsController } from './planned-payments/planned-payments.controller.js';
import { RecurringChargesController } from './recurring-charges/recurring-charges.controller.js';
import { PaymentsController } from './payments/payments.controller.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { ProblemPages } from './problems/problem-pages.js';
import { ProblemsController } from './problems/problems.controller.js';
import { RefundsController } from './refunds/refunds.controller.js';
import { JournalController } from './journal/journal.controller.js';
import { CertificateKeyController } from './reconciliation/certificate-key.controller.js';
import { ReconciliationController } from './reconciliation/reconciliation.controller.js';
import { ClubLines } from './reports/club-lines.js';
import { ReportsController } from './reports/reports.controller.js';
import { NetworkSearchController } from './network-search/network-search.controller.js';
import { PeopleSearchController } from './people-search/people-search.controller.js';
import { SimilarPeopleController } from './similar-people/similar-people.controller.js';
import { MergePreviewsController } from './merges/merge-previews.controller.js';
import { MergesController } from './merges/merges.controller.js';
import { DuplicateSearchesController } from './possible-duplicates/duplicate-searches.controller.js';
import { PossibleDuplicatesController } from './possible-duplicates/possible-duplicates.controller.js';
import { CorporateAccountsController } from './corporate-accounts/corporate-accounts.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { OwnProvidersController } from './sign-in-providers/own-providers.controller.js';
import { SignInProvidersController } from './sign-in-providers/sign-in-providers.controller.js';
import { StatementsController } from './statements/statements.controller.js';
import { UnpaidController } from './unpaid/unpaid.controller.js';
import { FederationRightsController } from './federation-rights/federation-rights.controller.js';
import { PermissionGroupsController } from './permission-groups/permission-groups.controller.js';
import { UserAccessController } from './users/user-access.controller.js';
import { UsersController } from './users/users.controller.js';

/** Every resource of the API, and what stands before all of them. */
@Module({
  controllers: [
    SessionsController,
    CorporateAccountsController,
    SignInProvidersController,
    MeController,
    OrganizationsController,
    UsersController,
    UserAccessController,
    PermissionGroupsController,
    FederationRightsController,
    ApiKeysController,
    OffersController,
    ListingsController,
    CatalogueDraftsController,
    SalesController,
    ReplacementsController,
    MembershipCancellationsController,
    MonthlyRunsController,
    ActivitiesController,
    ImportFilesController, // Before what takes /v1/imports/{id}/…: templates are no import.
    ImportsController,
    ImportReviewController,
    ImportSteeringController,
    ImportUndoController,
    ImportEventsController,
    AccountsController,
    AccountOverviewController,
    OnSaleController,
    ActivationsController,
    ManagingController,
    AccountOwnerController,
    ContactsController,
    OwnAccountsController,
    OwnClientController,
    OwnMembershipsController,
    OwnBillingController,
    OwnPurchasesController,
    ConsentsController,
    InvitationsController,
    AuditLogController,
    OwnSignInController,
    SecondFactorController,
    OwnProvidersController,
    PasswordResetsController,
    SignUpsController,
    ClientSettingsController,
    NetworkSearchController,
    LettersController,
    SimilarPeopleController,
    PossibleDuplicatesController,
    DuplicateSearchesController,
    PeopleSearchController, // Before what takes /v1/people/{id}: a search is no person.
    MergePreviewsController,
    MergesController,
    PeopleController,
    SharedFieldsController,
    OwnMembersController,
    PersonExportsController,
    OwnExportsController,
    OwnAnswersController,
    FamilyLoginsController,
    FamilyInvitationsController,
    FormsController,
    AnswersController,
    PersonErasuresController,
    OwnErasuresController,
    PicturesController,
    MembershipsController,
    HomesController,
    AffiliationsController,
    BatchOrdersController,
    BatchOrderEventsController,
    CardsController,
    SkillsController,
    MemberSkillsController,
    InvoicesController,
    CancellationsController,
    DecidedCancellationsController,
    UpstreamCreditsController,
    CreditNotesController,
    BillingSettingsController,
    BillingAccountsController,
    StatementsController,
    UnpaidController,
    ReportsController,
    ChildcareController,
    SlipsController,
    LedgerCodesController,
    PaymentsController,
    RefundsController,
    JournalController,
    ReconciliationController,
    CertificateKeyController,
    PlannedPaymentsController,
    ChequeDepositsController,
    OnlinePaymentsController,
    PaymentPlansController,
    RecurringChargesController,
    DueRunsController,
    ProblemsController,
  ],
  providers: [
    ProgressStream,
    AccessTokens,
    Authentication,
    ProblemPages,
    ClubLines,
    AccountParts,
    AccountOverview,
    { provide: APP_GUARD, useClass: EdgeGuard },
    { provide: APP_GUARD, useClass: JsonBodies },
    { provide: APP_INTERCEPTOR, useClass: ActAsCaller },
    { provide: APP_PIPE, useClass: ValidateRequest },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class GatewayModule {}
