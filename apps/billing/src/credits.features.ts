import { CancelLinesController } from './features/cancel-lines/cancel-lines.controller.js';
import { CancelLinesHandler } from './features/cancel-lines/cancel-lines.handler.js';
import { ChangeBillingSettingsController } from './features/change-billing-settings/change-billing-settings.controller.js';
import { ChangeBillingSettingsHandler } from './features/change-billing-settings/change-billing-settings.handler.js';
import { CreateCreditNoteController } from './features/create-credit-note/create-credit-note.controller.js';
import { CreateCreditNoteHandler } from './features/create-credit-note/create-credit-note.handler.js';
import { CreateInvoiceController } from './features/create-invoice/create-invoice.controller.js';
import { CreateInvoiceHandler } from './features/create-invoice/create-invoice.handler.js';
import { GetCancellationController } from './features/get-cancellation/get-cancellation.controller.js';
import { GetCancellationHandler } from './features/get-cancellation/get-cancellation.handler.js';
import { ListCancellationsController } from './features/list-cancellations/list-cancellations.controller.js';
import { ListCancellationsHandler } from './features/list-cancellations/list-cancellations.handler.js';
import { Corrections } from './features/create-credit-note/corrections.js';
import { PreviewCreditNoteHandler } from './features/create-credit-note/preview-credit-note.handler.js';
import { PreviewInvoiceHandler } from './features/create-invoice/preview-invoice.handler.js';
import { StaffInvoices } from './features/create-invoice/staff-invoices.js';
import { DecideUpstreamCreditController } from './features/decide-upstream-credit/decide-upstream-credit.controller.js';
import { DecideUpstreamCreditHandler } from './features/decide-upstream-credit/decide-upstream-credit.handler.js';
import { GetBillingSettingsController } from './features/get-billing-settings/get-billing-settings.controller.js';
import { GetBillingSettingsHandler } from './features/get-billing-settings/get-billing-settings.handler.js';
import { GetCreditNoteController } from './features/get-credit-note/get-credit-note.controller.js';
import { GetCreditNoteHandler } from './features/get-credit-note/get-credit-note.handler.js';
import { GetUpstreamCreditController } from './features/get-upstream-credit/get-upstream-credit.controller.js';
import { GetUpstreamCreditHandler } from './features/get-upstream-credit/get-upstream-credit.handler.js';
import { ListCreditNotesController } from './features/list-credit-notes/list-credit-notes.controller.js';
import { ListCreditNotesHandler } from './features/list-credit-notes/list-credit-notes.handler.js';
import { ListUpstreamCreditsController } from './features/list-upstream-credits/list-upstream-credits.controller.js';
import { ListUpstreamCreditsHandler } from './features/list-upstream-credits/list-upstream-credits.handler.js';
import { WriteOffInvoiceController } from './features/write-off-invoice/write-off-invoice.controller.js';
import { WriteOffInvoiceHandler } from './features/write-off-invoice/write-off-invoice.handler.js';
import { LinesToCancel } from './features/cancel-lines/lines-to-cancel.js';
import { PreviewCancellationsHandler } from './features/cancel-lines/preview-cancellations.handler.js';
import { Cancellations } from './persistence/cancellations.js';
import { CreditNoteRecords } from './persistence/credit-note-records.js';
import { DocumentPages } from './persistence/document-pages.js';
import { CreditPairsController } from './features/credit-pairs/credit-pairs.controller.js';
import { CreditPairsHandler } from './features/credit-pairs/credit-pairs.handler.js';
import { PreviewPairCreditsHandler } from './features/credit-pairs/preview-pair-credits.handler.js';
import { IssueAffiliationController } from './features/issue-affiliation/issue-affiliation.controller.js';
import { IssueAffiliationInvoiceHandler } from './features/issue-affiliation/issue-affiliation.handler.js';
import { PreviewAffiliationInvoiceHandler } from './features/issue-affiliation/preview-affiliation.handler.js';
import { IssuePairsController } from './features/issue-pairs/issue-pairs.controller.js';
import { IssuePairsHandler } from './features/issue-pairs/issue-pairs.handler.js';
import { PreviewPairsHandler } from './features/issue-pairs/preview-pairs.handler.js';
import { SumUpPairsHandler } from './features/issue-pairs/sum-up-pairs.handler.js';
import { SumUpReplacementsHandler } from './features/replace-sales/sum-up-replacements.handler.js';
import { PreviewReplacementsHandler } from './features/replace-sales/preview-replacements.handler.js';
import { ReplaceSalesController } from './features/replace-sales/replace-sales.controller.js';
import { ReplaceSalesHandler } from './features/replace-sales/replace-sales.handler.js';
import { BillingSettings } from './persistence/billing-settings.js';
import { Bookings } from './persistence/bookings.js';
import { StandingPlans } from './persistence/standing-plans.js';
import { Notices } from './persistence/notices.js';
import { BothLevels } from './persistence/both-levels.js';
import { Clients } from './persistence/clients.js';
import { CreditableItems } from './persistence/creditable-items.js';
import { Debtors } from './persistence/debtors.js';

/** What is billed outside an import, and what is credited of it. */
export const creditControllers = [
  IssueAffiliationController,
  IssuePairsController,
  CreditPairsController,
  ReplaceSalesController,
  CancelLinesController,
  ChangeBillingSettingsController,
  CreateCreditNoteController,
  CreateInvoiceController,
  DecideUpstreamCreditController,
  GetBillingSettingsController,
  GetCreditNoteController,
  GetCancellationController,
  ListCancellationsController,
  GetUpstreamCreditController,
  ListCreditNotesController,
  ListUpstreamCreditsController,
  WriteOffInvoiceController,
];

export const creditProviders = [
  IssueAffiliationInvoiceHandler,
  PreviewAffiliationInvoiceHandler,
  IssuePairsHandler,
  PreviewPairsHandler,
  SumUpPairsHandler,
  SumUpReplacementsHandler,
  CreditPairsHandler,
  PreviewPairCreditsHandler,
  ReplaceSalesHandler,
  PreviewReplacementsHandler,
  CancelLinesHandler,
  ChangeBillingSettingsHandler,
  Corrections,
  PreviewCreditNoteHandler,
  CreateCreditNoteHandler,
  StaffInvoices,
  PreviewInvoiceHandler,
  CreateInvoiceHandler,
  DecideUpstreamCreditHandler,
  GetBillingSettingsHandler,
  GetCreditNoteHandler,
  GetCancellationHandler,
  ListCancellationsHandler,
  GetUpstreamCreditHandler,
  ListCreditNotesHandler,
  ListUpstreamCreditsHandler,
  WriteOffInvoiceHandler,
  PreviewCancellationsHandler,
  LinesToCancel,
  Debtors,
  Cancellations,
  CreditNoteRecords,
  DocumentPages,
  BillingSettings,
  Bookings,
  StandingPlans,
  Notices,
  BothLevels,
  Clients,
  CreditableItems,
];
