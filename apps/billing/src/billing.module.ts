import { Module } from '@nestjs/common';
import { accountsControllers, accountsProviders } from './accounts.features.js';
import { FindOverdueController } from './features/find-overdue/find-overdue.controller.js';
import { FindOverdueHandler } from './features/find-overdue/find-overdue.handler.js';
import { FreezeTaxesController } from './features/freeze-taxes/freeze-taxes.controller.js';
import { FreezeTaxesHandler } from './features/freeze-taxes/freeze-taxes.handler.js';
import { GetBillingAccountController } from './features/get-billing-account/get-billing-account.controller.js';
import { GetBillingAccountHandler } from './features/get-billing-account/get-billing-account.handler.js';
import { GetInvoiceController } from './features/get-invoice/get-invoice.controller.js';
import { GetInvoiceHandler } from './features/get-invoice/get-invoice.handler.js';
import { GetStatementController } from './features/get-statement/get-statement.controller.js';
import { GetStatementHandler } from './features/get-statement/get-statement.handler.js';
import { PreviewSlipsController } from './features/preview-slips/preview-slips.controller.js';
import { PreviewSlipsHandler } from './features/preview-slips/preview-slips.handler.js';
import { MakeSlipsFileController } from './features/make-slips-file/make-slips-file.controller.js';
import { MakeSlipsFileHandler } from './features/make-slips-file/make-slips-file.handler.js';
import { MakeSlipsController } from './features/make-slips/make-slips.controller.js';
import { MakeSlipsHandler } from './features/make-slips/make-slips.handler.js';
import { ListSlipsController } from './features/list-slips/list-slips.controller.js';
import { ListSlipsHandler } from './features/list-slips/list-slips.handler.js';
import { KeepGuardiansController } from './features/keep-guardians/keep-guardians.controller.js';
import { KeepGuardiansHandler } from './features/keep-guardians/keep-guardians.handler.js';
import { GetGuardiansController } from './features/get-guardians/get-guardians.controller.js';
import { GetGuardiansHandler } from './features/get-guardians/get-guardians.handler.js';
import { GetCareController } from './features/get-care/get-care.controller.js';
import { GetCareHandler } from './features/get-care/get-care.handler.js';
import { DeclareCareController } from './features/declare-care/declare-care.controller.js';
import { DeclareCareHandler } from './features/declare-care/declare-care.handler.js';
import { MakeUnpaidFileController } from './features/make-unpaid-file/make-unpaid-file.controller.js';
import { MakeUnpaidFileHandler } from './features/make-unpaid-file/make-unpaid-file.handler.js';
import { ListUnpaidItemsController } from './features/list-unpaid-items/list-unpaid-items.controller.js';
import { ListUnpaidItemsHandler } from './features/list-unpaid-items/list-unpaid-items.handler.js';
import { ListUnpaidAccountsController } from './features/list-unpaid-accounts/list-unpaid-accounts.controller.js';
import { ListUnpaidAccountsHandler } from './features/list-unpaid-accounts/list-unpaid-accounts.handler.js';
import { GetFilePieceController } from './features/get-file-piece/get-file-piece.controller.js';
import { GetFilePieceHandler } from './features/get-file-piece/get-file-piece.handler.js';
import { MakeStatementFileController } from './features/make-statement-file/make-statement-file.controller.js';
import { MakeStatementFileHandler } from './features/make-statement-file/make-statement-file.handler.js';
import { MakeDocumentFileController } from './features/make-document-file/make-document-file.controller.js';
import { MakeDocumentFileHandler } from './features/make-document-file/make-document-file.handler.js';
import { IssueInvoicesController } from './features/issue-invoices/issue-invoices.controller.js';
import { IssueInvoicesHandler } from './features/issue-invoices/issue-invoices.handler.js';
import { ListBillingAccountsController } from './features/list-billing-accounts/list-billing-accounts.controller.js';
import { ListBillingAccountsHandler } from './features/list-billing-accounts/list-billing-accounts.handler.js';
import { ListInvoicesController } from './features/list-invoices/list-invoices.controller.js';
import { ListInvoicesHandler } from './features/list-invoices/list-invoices.handler.js';
import { OnOrganizationRegisteredController } from './features/on-organization-registered/on-organization-registered.controller.js';
import { QuoteDocumentsController } from './features/quote-documents/quote-documents.controller.js';
import { QuoteDocumentsHandler } from './features/quote-documents/quote-documents.handler.js';
import { ReconcileBooksHandler } from './features/reconcile-books/reconcile-books.handler.js';
import { ReconcileBooksSchedule } from './features/reconcile-books/reconcile-books.schedule.js';
import { Files } from './papers/files.js';
import { PaperMakers } from './papers/paper-makers.js';
import { ChangedBooks } from './persistence/touched-books.js';
import { BillingAccountRecords } from './persistence/billing-account-records.js';
import { BillingAccounts } from './persistence/billing-accounts.js';
import { Documents } from './persistence/documents.js';
import { ImportSettings } from './persistence/import-settings.js';
import { InvoiceRecords } from './persistence/invoice-records.js';
import { Issuers } from './persistence/issuers.js';
import { Matching } from './persistence/matching.js';
import { NumberSeries } from './persistence/number-series.js';
import { Payments } from './persistence/payments.js';
import { FilePieces } from './persistence/file-pieces.js';
import { PrintedDocuments } from './persistence/printed-documents.js';
import { StatementPages } from './persistence/statement-pages.js';
import { Sheets } from './persistence/sheets.js';
import { Statements } from './persistence/statements.js';
import { Care } from './persistence/care.js';
import { Guardians } from './persistence/guardians.js';
import { InsuranceNumbers } from './persistence/insurance-numbers.js';
import { SlipRun } from './persistence/slip-run.js';
import { Slips } from './persistence/slips.js';
import { Unpaid } from './persistence/unpaid.js';
import { creditControllers, creditProviders } from './credits.features.js';
import { mergeControllers, mergeProviders } from './merges.features.js';
import { moneyControllers, moneyProviders } from './money.features.js';
import { ownControllers, ownProviders } from './own.features.js';
import { DocumentFiles } from './papers/document-files.js';
import { StatementFiles } from './papers/statement-files.js';
import { undoControllers, undoProviders } from './undo.features.js';
import { plannedControllers, plannedProviders } from './planned.features.js';

/** Who owes what, at every level. */
@Module({
  controllers: [
    ...accountsControllers,
    QuoteDocumentsController,
    FindOverdueController,
    FreezeTaxesController,
    IssueInvoicesController,
    GetInvoiceController,
    ListInvoicesController,
    GetBillingAccountController,
    ListBillingAccountsController,
    GetStatementController,
    PreviewSlipsController,
    MakeSlipsFileController,
    MakeSlipsController,
    ListSlipsController,
    KeepGuardiansController,
    GetGuardiansController,
    GetCareController,
    DeclareCareController,
    MakeUnpaidFileController,
    ListUnpaidItemsController,
    ListUnpaidAccountsController,
    GetFilePieceController,
    MakeStatementFileController,
    MakeDocumentFileController,
    OnOrganizationRegisteredController,
    ...creditControllers,
    ...moneyControllers,
    ...undoControllers,
    ...mergeControllers,
    ...plannedControllers,
    ...ownControllers,
  ],
  providers: [
    ...undoProviders,
    ...mergeProviders,
    ...accountsProviders,
    QuoteDocumentsHandler,
    FindOverdueHandler,
    FreezeTaxesHandler,
    IssueInvoicesHandler,
    GetInvoiceHandler,
    ListInvoicesHandler,
    GetBillingAccountHandler,
    ListBillingAccountsHandler,
    GetStatementHandler,
    PreviewSlipsHandler,
    MakeSlipsFileHandler,
    MakeSlipsHandler,
    ListSlipsHandler,
    KeepGuardiansHandler,
    GetGuardiansHandler,
    GetCareHandler,
    DeclareCareHandler,
    MakeUnpaidFileHandler,
    ListUnpaidItemsHandler,
    ListUnpaidAccountsHandler,
    GetFilePieceHandler,
    MakeStatementFileHandler,
    MakeDocumentFileHandler,
    ReconcileBooksHandler,
    ChangedBooks,
    ReconcileBooksSchedule,
    Files,
    DocumentFiles,
    StatementFiles,
    PaperMakers,
    BillingAccountRecords,
    BillingAccounts,
    Documents,
    ImportSettings,
    InvoiceRecords,
    Issuers,
    Matching,
    NumberSeries,
    Payments,
    FilePieces,
    PrintedDocuments,
    Sheets,
    StatementPages,
    Statements,
    Care,
    Guardians,
    InsuranceNumbers,
    SlipRun,
    Slips,
    Unpaid,
    ...creditProviders,
    ...moneyProviders,
    ...plannedProviders,
    ...ownProviders,
  ],
})
export class BillingModule {}
