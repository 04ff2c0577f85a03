import { Module } from '@nestjs/common';
import { ClientsModule } from './clients.module.js';
import { ChangeCommunicationController } from './features/change-communication/change-communication.controller.js';
import { ChangeCommunicationHandler } from './features/change-communication/change-communication.handler.js';
import { CreateCorporateAccountController } from './features/create-corporate-account/create-corporate-account.controller.js';
import { CreateCorporateAccountHandler } from './features/create-corporate-account/create-corporate-account.handler.js';
import { GiveUsernameController } from './features/give-username/give-username.controller.js';
import { GiveUsernameHandler } from './features/give-username/give-username.handler.js';
import { ListUsernamesController } from './features/list-usernames/list-usernames.controller.js';
import { ListUsernamesHandler } from './features/list-usernames/list-usernames.handler.js';
import { WithdrawUsernameController } from './features/withdraw-username/withdraw-username.controller.js';
import { WithdrawUsernameHandler } from './features/withdraw-username/withdraw-username.handler.js';

/** Accounts that stand for an organization, and who has access to them (ID-7). */
@Module({
  imports: [ClientsModule],
  controllers: [
    ChangeCommunicationController,
    CreateCorporateAccountController,
    GiveUsernameController,
    ListUsernamesController,
    WithdrawUsernameController,
  ],
  providers: [
    ChangeCommunicationHandler,
    CreateCorporateAccountHandler,
    GiveUsernameHandler,
    ListUsernamesHandler,
    WithdrawUsernameHandler,
  ],
})
export class CorporateModule {}
