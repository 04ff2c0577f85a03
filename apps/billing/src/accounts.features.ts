import { CertificateKeys } from './certificates/certificate-keys.js';
import { ChangeLedgerCodeController } from './features/change-ledger-code/change-ledger-code.controller.js';
import { ChangeLedgerCodeHandler } from './features/change-ledger-code/change-ledger-code.handler.js';
import { CreateLedgerCodeController } from './features/create-ledger-code/create-ledger-code.controller.js';
import { CreateLedgerCodeHandler } from './features/create-ledger-code/create-ledger-code.handler.js';
import { DeleteLedgerCodeController } from './features/delete-ledger-code/delete-ledger-code.controller.js';
import { DeleteLedgerCodeHandler } from './features/delete-ledger-code/delete-ledger-code.handler.js';
import { ExportJournalController } from './features/export-journal/export-journal.controller.js';
import { ExportJournalHandler } from './features/export-journal/export-journal.handler.js';
import { ExportReconciliationController } from './features/export-reconciliation/export-reconciliation.controller.js';
import { ExportReconciliationHandler } from './features/export-reconciliation/export-reconciliation.handler.js';
import { GetCertificateKeyController } from './features/get-certificate-key/get-certificate-key.controller.js';
import { GetCertificateKeyHandler } from './features/get-certificate-key/get-certificate-key.handler.js';
import { GetLedgerCodeController } from './features/get-ledger-code/get-ledger-code.controller.js';
import { GetLedgerCodeHandler } from './features/get-ledger-code/get-ledger-code.handler.js';
import { GetReconciliationController } from './features/get-reconciliation/get-reconciliation.controller.js';
import { GetReconciliationHandler } from './features/get-reconciliation/get-reconciliation.handler.js';
import { ListJournalController } from './features/list-journal/list-journal.controller.js';
import { ListJournalHandler } from './features/list-journal/list-journal.handler.js';
import { ListLedgerCodeItemsController } from './features/list-ledger-code-items/list-ledger-code-items.controller.js';
import { ListLedgerCodeItemsHandler } from './features/list-ledger-code-items/list-ledger-code-items.handler.js';
import { ListLedgerCodesController } from './features/list-ledger-codes/list-ledger-codes.controller.js';
import { ListLedgerCodesHandler } from './features/list-ledger-codes/list-ledger-codes.handler.js';
import { RecogniseRevenueController } from './features/recognise-revenue/recognise-revenue.controller.js';
import { RecogniseRevenueHandler } from './features/recognise-revenue/recognise-revenue.handler.js';
import { RecogniseRevenueSchedule } from './features/recognise-revenue/recognise-revenue.schedule.js';
import { RevenueRun } from './features/recognise-revenue/revenue-run.js';
import { Deferrals } from './persistence/deferrals.js';
import { Journal } from './persistence/journal.js';
import { LedgerCodes } from './persistence/ledger-codes.js';
import { ReconciliationPairs } from './persistence/reconciliation-pairs.js';

/** What an accountant works with: the chart of ledger codes, the journal with its deferred revenue, and the proof that both levels agree. */
export const accountsControllers = [
  CreateLedgerCodeController,
  ChangeLedgerCodeController,
  DeleteLedgerCodeController,
  GetLedgerCodeController,
  ListLedgerCodesController,
  ListLedgerCodeItemsController,
  ListJournalController,
  ExportJournalController,
  RecogniseRevenueController,
  GetReconciliationController,
  ExportReconciliationController,
  GetCertificateKeyController,
];

export const accountsProviders = [
  CreateLedgerCodeHandler,
  ChangeLedgerCodeHandler,
  DeleteLedgerCodeHandler,
  GetLedgerCodeHandler,
  ListLedgerCodesHandler,
  ListLedgerCodeItemsHandler,
  ListJournalHandler,
  ExportJournalHandler,
  RecogniseRevenueHandler,
  RecogniseRevenueSchedule,
  RevenueRun,
  GetReconciliationHandler,
  ExportReconciliationHandler,
  GetCertificateKeyHandler,
  CertificateKeys,
  Deferrals,
  Journal,
  LedgerCodes,
  ReconciliationPairs,
];
