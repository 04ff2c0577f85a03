import { Module } from '@nestjs/common';
import { Assessor } from './assessing/assessor.js';
import { CheckQueue } from './assessing/check-queue.js';
import { AppendUploadController } from './features/append-upload/append-upload.controller.js';
import { AppendUploadHandler } from './features/append-upload/append-upload.handler.js';
import { StartImportController } from './features/start-import/start-import.controller.js';
import { StartImportHandler } from './features/start-import/start-import.handler.js';
import { GetImportController } from './features/get-import/get-import.controller.js';
import { GetImportHandler } from './features/get-import/get-import.handler.js';
import { ListImportsController } from './features/list-imports/list-imports.controller.js';
import { ListImportsHandler } from './features/list-imports/list-imports.handler.js';
import { ListIssuesController } from './features/list-issues/list-issues.controller.js';
import { ListIssuesHandler } from './features/list-issues/list-issues.handler.js';
import { ListRowsController } from './features/list-rows/list-rows.controller.js';
import { ListRowsHandler } from './features/list-rows/list-rows.handler.js';
import { RepairRowController } from './features/repair-row/repair-row.controller.js';
import { RepairRowHandler } from './features/repair-row/repair-row.handler.js';
import { DecideMatchesController } from './features/decide-matches/decide-matches.controller.js';
import { DecideMatchesHandler } from './features/decide-matches/decide-matches.handler.js';
import { GetPreviewController } from './features/get-preview/get-preview.controller.js';
import { GetPreviewHandler } from './features/get-preview/get-preview.handler.js';
import { CommitImportController } from './features/commit-import/commit-import.controller.js';
import { CommitImportHandler } from './features/commit-import/commit-import.handler.js';
import { SteerImportController } from './features/steer-import/steer-import.controller.js';
import { SteerImportHandler } from './features/steer-import/steer-import.handler.js';
import { GetReportController } from './features/get-report/get-report.controller.js';
import { GetReportHandler } from './features/get-report/get-report.handler.js';
import { GetTemplateController } from './features/get-template/get-template.controller.js';
import { GetTemplateHandler } from './features/get-template/get-template.handler.js';
import { OnPeopleAdmittedController } from './features/on-people-admitted/on-people-admitted.controller.js';
import { OnPeopleAdmittedHandler } from './features/on-people-admitted/on-people-admitted.handler.js';
import { OnMembersEnrolledController } from './features/on-members-enrolled/on-members-enrolled.controller.js';
import { OnMembersEnrolledHandler } from './features/on-members-enrolled/on-members-enrolled.handler.js';
import { OnInvoicesIssuedController } from './features/on-invoices-issued/on-invoices-issued.controller.js';
import { OnInvoicesIssuedHandler } from './features/on-invoices-issued/on-invoices-issued.handler.js';
import { OnOrganizationRegisteredController } from './features/on-organization-registered/on-organization-registered.controller.js';
import { OnOrganizationRegisteredHandler } from './features/on-organization-registered/on-organization-registered.handler.js';
import { CheckImportSaga } from './features/check-import/check-import.saga.js';
import { FilePages } from './features/check-import/file-pages.js';
import { Reservation } from './features/run-import/reservation.js';
import { RunImportSaga } from './features/run-import/run-import.saga.js';
import { UndoImportController } from './features/undo-import/undo-import.controller.js';
import { UndoImportHandler } from './features/undo-import/undo-import.handler.js';
import { UndoImportSaga } from './features/undo-import/undo-import.saga.js';
import { GetUndoController } from './features/get-undo/get-undo.controller.js';
import { GetUndoHandler } from './features/get-undo/get-undo.handler.js';
import { ForeseenUndo } from './features/get-undo-preview/foreseen-undo.js';
import { GetUndoPreviewController } from './features/get-undo-preview/get-undo-preview.controller.js';
import { GetUndoPreviewHandler } from './features/get-undo-preview/get-undo-preview.handler.js';
import { OnDocumentsCounteredController } from './features/on-documents-countered/on-documents-countered.controller.js';
import { OnDocumentsCounteredHandler } from './features/on-documents-countered/on-documents-countered.handler.js';
import { OnMembershipsCancelledController } from './features/on-memberships-cancelled/on-memberships-cancelled.controller.js';
import { OnMembershipsCancelledHandler } from './features/on-memberships-cancelled/on-memberships-cancelled.handler.js';
import { OnPeopleWithdrawnController } from './features/on-people-withdrawn/on-people-withdrawn.controller.js';
import { OnPeopleWithdrawnHandler } from './features/on-people-withdrawn/on-people-withdrawn.handler.js';
import { FileReaders } from './reading/file-readers.js';
import { BatchRun } from './running/batch-run.js';
import { UndoRun } from './running/undo-run.js';

/** Everything this service does. */
@Module({
  controllers: [
    AppendUploadController,
    StartImportController,
    GetImportController,
    ListImportsController,
    ListIssuesController,
    ListRowsController,
    RepairRowController,
    DecideMatchesController,
    GetPreviewController,
    CommitImportController,
    SteerImportController,
    GetReportController,
    GetTemplateController,
    GetUndoPreviewController,
    UndoImportController,
    GetUndoController,
    OnPeopleAdmittedController,
    OnMembersEnrolledController,
    OnInvoicesIssuedController,
    OnDocumentsCounteredController,
    OnMembershipsCancelledController,
    OnPeopleWithdrawnController,
    OnOrganizationRegisteredController,
  ],
  providers: [
    FileReaders,
    CheckQueue,
    Assessor,
    FilePages,
    CheckImportSaga,
    BatchRun,
    Reservation,
    RunImportSaga,
    UndoRun,
    UndoImportSaga,
    ForeseenUndo,
    AppendUploadHandler,
    StartImportHandler,
    GetImportHandler,
    ListImportsHandler,
    ListIssuesHandler,
    ListRowsHandler,
    RepairRowHandler,
    DecideMatchesHandler,
    GetPreviewHandler,
    CommitImportHandler,
    SteerImportHandler,
    GetReportHandler,
    GetTemplateHandler,
    GetUndoPreviewHandler,
    UndoImportHandler,
    GetUndoHandler,
    OnPeopleAdmittedHandler,
    OnMembersEnrolledHandler,
    OnInvoicesIssuedHandler,
    OnDocumentsCounteredHandler,
    OnMembershipsCancelledHandler,
    OnPeopleWithdrawnHandler,
    OnOrganizationRegisteredHandler,
  ],
})
export class ImportsModule {}
