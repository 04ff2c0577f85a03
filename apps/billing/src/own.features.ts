import { GetOwnBillingController } from './features/get-own-billing/get-own-billing.controller.js';
import { GetOwnBillingHandler } from './features/get-own-billing/get-own-billing.handler.js';
import { GetOwnFilePieceHandler } from './features/get-own-statement/get-own-file-piece.handler.js';
import { GetOwnStatementController } from './features/get-own-statement/get-own-statement.controller.js';
import { GetOwnStatementHandler } from './features/get-own-statement/get-own-statement.handler.js';
import { MakeOwnStatementFileHandler } from './features/get-own-statement/make-own-statement-file.handler.js';
import { GetOwnDocumentHandler } from './features/list-own-documents/get-own-document.handler.js';
import { ListOwnDocumentsController } from './features/list-own-documents/list-own-documents.controller.js';
import { ListOwnDocumentsHandler } from './features/list-own-documents/list-own-documents.handler.js';
import { MakeOwnDocumentFileHandler } from './features/list-own-documents/make-own-document-file.handler.js';
import { OwnDocuments } from './features/list-own-documents/own-documents.js';
import { ClientsAccounts } from './persistence/clients-accounts.js';

/*
 * What clients see of their own: balances, documents, statements.
 */

export const ownControllers = [GetOwnBillingController, ListOwnDocumentsController, GetOwnStatementController];

export const ownProviders = [
  ClientsAccounts,
  OwnDocuments,
  GetOwnBillingHandler,
  ListOwnDocumentsHandler,
  GetOwnDocumentHandler,
  MakeOwnDocumentFileHandler,
  GetOwnStatementHandler,
  MakeOwnStatementFileHandler,
  GetOwnFilePieceHandler,
];
