import type { FlowClass, RequestClass } from './message.js';
import { CreateApiKey, CreateUser, ListApiKeys, ListUsers, RevokeApiKey } from './identity/access.js';
import { GetAccount, GetPerson, ListAccounts, ListPeople } from './identity/accounts.query.js';
import { AccountCreated } from './identity/account-created.event.js';
import { AdmitPeople } from './identity/admit-people.command.js';
import { clientRequests } from './identity/client-requests.js';
import { DescribeClients } from './identity/describe-clients.query.js';
import { DescribeMembers } from './identity/describe-members.query.js';
import { DescribeCardHolder } from './identity/describe-card-holder.query.js';
import { DescribePeople } from './identity/describe-people.query.js';
import { PersonErased, erasureRequests } from './identity/person-erasures.js';
import { exportRequests } from './identity/person-exports.js';
import { FindAccounts } from './identity/find-accounts.query.js';
import { FindMember } from './identity/find-member.query.js';
import { FindOwners } from './identity/find-owners.query.js';
import { FindSimilarPeople } from './identity/find-similar-people.query.js';
import {
  DecideDuplicate,
  DuplicateDecided,
  DuplicatesSearched,
  GetDuplicateSearch,
  GetPossibleDuplicate,
  ListPossibleDuplicates,
  SearchDuplicates,
} from './identity/possible-duplicates.js';
import { MatchPeople } from './identity/match-people.query.js';
import { mergeFlows, mergeRequests } from './identity/merge-messages.js';
import { OrganizationRegistered } from './identity/organization-registered.event.js';
import { ChangeOrganization, GetOrganization, ListOrganizations, RegisterOrganization } from './identity/organizations.js';
import { managingFlows, managingRequests } from './identity/managing-requests.js';
import { rightsRequests } from './identity/rights-requests.js';
import { AppendPicturePiece, GetPicture, PictureChanged, RemovePicture, SetPicture } from './identity/pictures.js';
import { PeopleAdmitted } from './identity/people-admitted.event.js';
import { ResolveCaller } from './identity/resolve-caller.query.js';
import { TellClients } from './identity/tell-clients.command.js';
import { FindTouchedPeople, PeopleWithdrawn, WithdrawPeople } from './identity/withdraw-people.command.js';
import { signInRequests } from './identity/sign-in-requests.js';
import { RefreshSession, SignIn, SignOut } from './identity/sessions.command.js';
import { AssessSales } from './memberships/assess-sales.query.js';
import { CancelHeldMemberships, PreviewMembershipCancellations } from './memberships/cancellations.js';
import { CancelMemberships, FindTouchedMemberships, MembershipsCancelled } from './memberships/cancel-memberships.command.js';
import {
  CreateCatalogueDraft,
  DiscardCatalogueDraft,
  GetCatalogueDraft,
  ListCatalogueDrafts,
  ListDraftedListings,
  PublishCatalogueDraft,
} from './memberships/catalogue-drafts.js';
import {
  CatalogueDraftPublished,
  EntryBlockSet,
  ListingChanged,
  ListingsAdded,
  OfferChanged,
  OfferCreated,
} from './memberships/catalogue-events.js';
import { EnrolMembers } from './memberships/enrol-members.command.js';
import { MembersEnrolled } from './memberships/members-enrolled.event.js';
import {
  AffiliationChanged,
  BuyAffiliation,
  CancelAffiliation,
  GetAffiliation,
  ListAffiliations,
  PreviewAffiliation,
  PreviewAffiliationCancellation,
} from './memberships/affiliations.js';
import {
  AppendBatchOrder,
  BatchOrderFinished,
  ConfirmBatchOrder,
  DiscardBatchOrder,
  GetBatchOrder,
  ListBatchOrderDocuments,
  ListBatchOrderRows,
  ListBatchOrders,
  StartBatchOrder,
} from './memberships/batch-orders.js';
import { IssueAffiliationInvoice, PreviewAffiliationInvoice } from './billing/affiliations.js';
import { HomeMoved, ListHomeMoves, ListHomes, MoveHome } from './memberships/homes.js';
import { MembershipsEnded } from './memberships/membership-events.js';
import { GetMembership, ListMemberships } from './memberships/memberships.query.js';
import {
  ChangeListing,
  ChangeOffer,
  CreateListing,
  CreateListings,
  CreateOffer,
  GetListing,
  GetOffer,
  ListListings,
  ListOffers,
} from './memberships/offers.js';
import { ListReplacementTargets } from './memberships/replacement-targets.query.js';
import { CardIssued, GetCard, IssueCard, ListCards, MakeCardFile } from './memberships/cards.js';
import {
  AssignSkill,
  ChangeSkill,
  CreateSkill,
  GetMemberSkill,
  GetSkill,
  ListMemberSkills,
  ListSkillChanges,
  ListSkills,
  MemberSkillChanged,
  ReassignSkill,
  RemoveSkill,
  SkillDefined,
} from './memberships/skills.js';
import { BlockEntry, CheckIn, GetEntitlement, ListActivities, LogActivity } from './memberships/entry.js';
import { FindOverdue } from './billing/overdue.query.js';
import { ChangeExpiration, ExpirationChanged } from './memberships/expirations.js';
import { BillMonths, MonthsBilled } from './memberships/months.js';
import { PreviewReplacement, ReplaceMemberships } from './memberships/replacements.js';
import { MembershipsReplaced, MembershipsSold } from './memberships/sale-events.js';
import { ReportMembers, ReportSales } from './memberships/reports.query.js';
import { GetUsage, ListOnSale } from './memberships/on-sale.js';
import { ownMembershipRequests } from './memberships/own.js';
import { ownBillingRequests } from './billing/own.js';
import { ChangeOwnProfile, FindOwnClient, GetOwnClient } from './identity/own-clients.js';
import { PreviewSale, SellMemberships } from './memberships/sales.js';
import { ReleaseSales, ReserveSales } from './memberships/reserve-sales.command.js';
import { GetBillingAccount, GetInvoice, ListBillingAccounts, ListInvoices } from './billing/documents.query.js';
import {
  DeclareCare,
  GetCare,
  GetGuardians,
  KeepGuardians,
  ListSlips,
  MakeSlips,
  MakeSlipsFile,
  PreviewSlips,
} from './billing/childcare.js';
import { GetFilePiece, MakeDocumentFile } from './billing/files.query.js';
import { CounterDocuments, DocumentsCountered, FindTouchedDocuments } from './billing/counter-documents.command.js';
import { InvoicesIssued } from './billing/invoices-issued.event.js';
import { IssueInvoices } from './billing/issue-invoices.command.js';
import {
  ChangeLedgerCode,
  CreateLedgerCode,
  DeleteLedgerCode,
  GetLedgerCode,
  ListLedgerCodeItems,
  ListLedgerCodes,
} from './billing/ledger-codes.js';
import { moneyRequests } from './billing/money-requests.js';
import {
  CreditPairs,
  IssuePairs,
  PreviewPairCredits,
  PreviewPairs,
  SumUpPairs,
  SumUpReplacements,
  PreviewReplacements,
  ReplaceSales,
} from './billing/pairs.js';
import { ExportJournal, ListJournal, RecogniseRevenue } from './billing/journal.js';
import { ExportReconciliation, GetCertificateKey, GetReconciliation } from './billing/reconciliation.js';
import { ChangeBillingSettings, GetBillingSettings } from './billing/billing-settings.js';
import {
  CancelLines,
  DecideUpstreamCredit,
  GetCancellation,
  GetUpstreamCredit,
  ListCancellations,
  ListUpstreamCredits,
  PreviewCancellations,
} from './billing/cancellations.js';
import {
  CreateCreditNote,
  CreateInvoice,
  GetCreditNote,
  ListCreditNotes,
  PreviewCreditNote,
  PreviewInvoice,
  WriteOffInvoice,
} from './billing/staff-documents.js';
import { FreezeTaxes, QuoteDocuments } from './billing/quote-documents.query.js';
import { GetStatement, MakeStatementFile } from './billing/statements.query.js';
import { ListUnpaidAccounts, ListUnpaidItems, MakeUnpaidFile } from './billing/unpaid.query.js';
import {
  AppendUpload,
  CommitImport,
  DecideMatches,
  GetImport,
  GetPreview,
  GetReport,
  GetTemplate,
  ListImports,
  ListIssues,
  ListRows,
  RepairRow,
  StartImport,
  SteerImport,
} from './imports/imports.js';
import { GetUndo, GetUndoPreview, UndoImport } from './imports/undo.js';

/** Every question and interactive command. NATS permissions of each service are derived from `subject` and `senders`. */
export const requests: readonly RequestClass[] = [
  SignIn,
  RefreshSession,
  SignOut,
  ResolveCaller,
  RegisterOrganization,
  ChangeOrganization,
  GetOrganization,
  ListOrganizations,
  CreateUser,
  ListUsers,
  CreateApiKey,
  RevokeApiKey,
  ListApiKeys,
  GetPerson,
  ListPeople,
  GetAccount,
  ListAccounts,
  MatchPeople,
  FindSimilarPeople,
  SearchDuplicates,
  GetDuplicateSearch,
  ListPossibleDuplicates,
  GetPossibleDuplicate,
  DecideDuplicate,
  FindOwners,
  DescribeClients,
  DescribeMembers,
  DescribePeople,
  FindAccounts,
  DescribeCardHolder,
  FindMember,
  AppendPicturePiece,
  SetPicture,
  GetPicture,
  RemovePicture,
  CreateOffer,
  ChangeOffer,
  GetOffer,
  ListOffers,
  CreateListing,
  CreateListings,
  ChangeListing,
  GetListing,
  ListListings,
  CreateCatalogueDraft,
  DiscardCatalogueDraft,
  GetCatalogueDraft,
  ListCatalogueDrafts,
  ListDraftedListings,
  PublishCatalogueDraft,
  GetMembership,
  ListMemberships,
  MoveHome,
  ListHomeMoves,
  ListHomes,
  PreviewAffiliation,
  BuyAffiliation,
  CancelAffiliation,
  PreviewAffiliationCancellation,
  GetAffiliation,
  ListAffiliations,
  AppendBatchOrder,
  StartBatchOrder,
  ConfirmBatchOrder,
  DiscardBatchOrder,
  GetBatchOrder,
  ListBatchOrders,
  ListBatchOrderRows,
  ListBatchOrderDocuments,
  PreviewAffiliationInvoice,
  IssueAffiliationInvoice,
  ReportMembers,
  ReportSales,
  ListReplacementTargets,
  PreviewSale,
  ListOnSale,
  GetUsage,
  ...ownMembershipRequests,
  ...ownBillingRequests,
  FindOwnClient,
  GetOwnClient,
  ChangeOwnProfile,
  SellMemberships,
  PreviewReplacement,
  ReplaceMemberships,
  PreviewMembershipCancellations,
  CancelHeldMemberships,
  GetCard,
  ListCards,
  MakeCardFile,
  IssueCard,
  CreateSkill,
  ChangeSkill,
  GetSkill,
  ListSkills,
  AssignSkill,
  ReassignSkill,
  RemoveSkill,
  GetMemberSkill,
  ListMemberSkills,
  ListSkillChanges,
  BillMonths,
  ChangeExpiration,
  GetEntitlement,
  CheckIn,
  LogActivity,
  ListActivities,
  BlockEntry,
  FindOverdue,
  AssessSales,
  ReserveSales,
  ReleaseSales,
  QuoteDocuments,
  FreezeTaxes,
  PreviewPairs,
  SumUpPairs,
  IssuePairs,
  PreviewPairCredits,
  CreditPairs,
  PreviewReplacements,
  SumUpReplacements,
  ReplaceSales,
  PreviewInvoice,
  CreateInvoice,
  PreviewCreditNote,
  CreateCreditNote,
  WriteOffInvoice,
  GetCreditNote,
  ListCreditNotes,
  PreviewCancellations,
  CancelLines,
  GetCancellation,
  ListCancellations,
  GetUpstreamCredit,
  ListUpstreamCredits,
  DecideUpstreamCredit,
  GetBillingSettings,
  ChangeBillingSettings,
  GetInvoice,
  ListInvoices,
  GetBillingAccount,
  ListBillingAccounts,
  CreateLedgerCode,
  ChangeLedgerCode,
  DeleteLedgerCode,
  GetLedgerCode,
  ListLedgerCodes,
  ListLedgerCodeItems,
  GetStatement,
  PreviewSlips,
  MakeSlipsFile,
  MakeSlips,
  ListSlips,
  KeepGuardians,
  GetGuardians,
  GetCare,
  DeclareCare,
  MakeUnpaidFile,
  ListUnpaidItems,
  ListUnpaidAccounts,
  MakeStatementFile,
  MakeDocumentFile,
  GetFilePiece,
  ...moneyRequests,
  ...clientRequests,
  ...managingRequests,
  ...signInRequests,
  ...rightsRequests,
  ...mergeRequests,
  ...exportRequests,
  ...erasureRequests,
  ListJournal,
  ExportJournal,
  RecogniseRevenue,
  GetReconciliation,
  ExportReconciliation,
  GetCertificateKey,
  AppendUpload,
  StartImport,
  GetImport,
  ListImports,
  ListIssues,
  ListRows,
  RepairRow,
  DecideMatches,
  GetPreview,
  CommitImport,
  SteerImport,
  GetReport,
  GetTemplate,
  FindTouchedPeople,
  FindTouchedMemberships,
  FindTouchedDocuments,
  GetUndoPreview,
  UndoImport,
  GetUndo,
];

/** Every flow command and event. Streams, consumers and the relay's list of who must confirm are derived from these. */
export const flows: readonly FlowClass[] = [
  PersonErased,
  DuplicatesSearched,
  DuplicateDecided,
  OrganizationRegistered,
  AdmitPeople,
  PeopleAdmitted,
  EnrolMembers,
  MembersEnrolled,
  IssueInvoices,
  InvoicesIssued,
  CounterDocuments,
  DocumentsCountered,
  CancelMemberships,
  MembershipsCancelled,
  OfferCreated,
  OfferChanged,
  CatalogueDraftPublished,
  ListingsAdded,
  ListingChanged,
  EntryBlockSet,
  MembershipsSold,
  MembershipsReplaced,
  MembershipsEnded,
  MonthsBilled,
  ExpirationChanged,
  BatchOrderFinished,
  CardIssued,
  AffiliationChanged,
  HomeMoved,
  SkillDefined,
  MemberSkillChanged,
  PictureChanged,
  ...managingFlows,
  WithdrawPeople,
  PeopleWithdrawn,
  TellClients,
  AccountCreated,
  ...mergeFlows,
];

/** The service that owns a subject: its first token. */
export const ownerOf = (subject: string): string => subject.slice(0, subject.indexOf('.'));
