import { CounterDocumentsController } from './features/counter-documents/counter-documents.controller.js';
import { CounterDocumentsHandler } from './features/counter-documents/counter-documents.handler.js';
import { FindTouchedDocumentsController } from './features/find-touched-documents/find-touched-documents.controller.js';
import { FindTouchedDocumentsHandler } from './features/find-touched-documents/find-touched-documents.handler.js';
import { ImportedRows } from './persistence/imported-rows.js';

/** Billing's part of the undo of an import (IMP-17). */
export const undoControllers = [FindTouchedDocumentsController, CounterDocumentsController];
export const undoProviders = [FindTouchedDocumentsHandler, CounterDocumentsHandler, ImportedRows];
