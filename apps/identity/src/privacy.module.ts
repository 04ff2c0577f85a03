import { Module } from '@nestjs/common';
import { EraseMyselfController } from './features/erase-myself/erase-myself.controller.js';
import { EraseMyselfHandler } from './features/erase-myself/erase-myself.handler.js';
import { ErasePersonController } from './features/erase-person/erase-person.controller.js';
import { ErasePersonHandler } from './features/erase-person/erase-person.handler.js';
import { GetPersonErasureController } from './features/get-person-erasure/get-person-erasure.controller.js';
import { GetPersonErasureHandler, ListPersonErasuresHandler } from './features/get-person-erasure/get-person-erasure.handler.js';
import { PreviewPersonErasureController } from './features/preview-person-erasure/preview-person-erasure.controller.js';
import { PreviewOwnErasureHandler, PreviewPersonErasureHandler } from './features/preview-person-erasure/preview-person-erasure.handler.js';
import { ErasePersonSaga } from './privacy/erase-person.saga.js';
import { ErasureDesk } from './privacy/erasure-desk.js';
import { GetExportPieceController } from './features/get-export-piece/get-export-piece.controller.js';
import { GetOwnExportPieceHandler, GetPersonExportPieceHandler } from './features/get-export-piece/get-export-piece.handler.js';
import { GetPersonExportController } from './features/get-person-export/get-person-export.controller.js';
import { GetOwnExportHandler, GetPersonExportHandler } from './features/get-person-export/get-person-export.handler.js';
import { ListPersonExportsController } from './features/list-person-exports/list-person-exports.controller.js';
import { ListOwnExportsHandler, ListPersonExportsHandler } from './features/list-person-exports/list-person-exports.handler.js';
import { RequestOwnExportController } from './features/request-own-export/request-own-export.controller.js';
import { RequestOwnExportHandler } from './features/request-own-export/request-own-export.handler.js';
import { ExportPersonSaga } from './privacy/export-person.saga.js';
import { RequestPersonExportController } from './features/request-person-export/request-person-export.controller.js';
import { RequestPersonExportHandler } from './features/request-person-export/request-person-export.handler.js';
import { PersonExports } from './persistence/person-exports.js';
import { SignInsModule } from './sign-ins.module.js';

/** What people may ask about what is held of them: to be told all of it, and to be erased. */
@Module({
  imports: [SignInsModule],
  controllers: [
    RequestPersonExportController,
    RequestOwnExportController,
    GetPersonExportController,
    ListPersonExportsController,
    GetExportPieceController,
    PreviewPersonErasureController,
    ErasePersonController,
    EraseMyselfController,
    GetPersonErasureController,
  ],
  providers: [
    PersonExports,
    ExportPersonSaga,
    RequestPersonExportHandler,
    RequestOwnExportHandler,
    GetPersonExportHandler,
    GetOwnExportHandler,
    ListPersonExportsHandler,
    ListOwnExportsHandler,
    GetPersonExportPieceHandler,
    GetOwnExportPieceHandler,
    ErasureDesk,
    ErasePersonSaga,
    PreviewPersonErasureHandler,
    PreviewOwnErasureHandler,
    ErasePersonHandler,
    EraseMyselfHandler,
    GetPersonErasureHandler,
    ListPersonErasuresHandler,
  ],
})
export class PrivacyModule {}
