import { Module } from '@nestjs/common';
import { ClientsModule } from './clients.module.js';
import { ChangePasswordController } from './features/change-password/change-password.controller.js';
import { ChangePasswordHandler } from './features/change-password/change-password.handler.js';
import { ChangeUsernameController } from './features/change-username/change-username.controller.js';
import { ChangeUsernameHandler } from './features/change-username/change-username.handler.js';
import { ConfirmSecondFactorController } from './features/confirm-second-factor/confirm-second-factor.controller.js';
import { ConfirmSecondFactorHandler } from './features/confirm-second-factor/confirm-second-factor.handler.js';
import { GetSecondFactorController } from './features/get-second-factor/get-second-factor.controller.js';
import { GetSecondFactorHandler } from './features/get-second-factor/get-second-factor.handler.js';
import { RemoveSecondFactorController } from './features/remove-second-factor/remove-second-factor.controller.js';
import { RemoveSecondFactorHandler } from './features/remove-second-factor/remove-second-factor.handler.js';
import { StartSecondFactorController } from './features/start-second-factor/start-second-factor.controller.js';
import { StartSecondFactorHandler } from './features/start-second-factor/start-second-factor.handler.js';
import { ListAuditLogController } from './features/list-audit-log/list-audit-log.controller.js';
import { ListAuditLogHandler } from './features/list-audit-log/list-audit-log.handler.js';
import { RequestPasswordResetController } from './features/request-password-reset/request-password-reset.controller.js';
import { RequestPasswordResetHandler } from './features/request-password-reset/request-password-reset.handler.js';
import { RequestUsernameController } from './features/request-username/request-username.controller.js';
import { RequestUsernameHandler } from './features/request-username/request-username.handler.js';
import { ResetPasswordController } from './features/reset-password/reset-password.controller.js';
import { ResetPasswordHandler } from './features/reset-password/reset-password.handler.js';
import { SignOutEverywhereController } from './features/sign-out-everywhere/sign-out-everywhere.controller.js';
import { SignOutEverywhereHandler } from './features/sign-out-everywhere/sign-out-everywhere.handler.js';
import { VerifyAuditLogController } from './features/verify-audit-log/verify-audit-log.controller.js';
import { VerifyAuditLogHandler } from './features/verify-audit-log/verify-audit-log.handler.js';
import { OwnPassword } from './persistence/own-password.js';
import { ResetDesk } from './persistence/reset-desk.js';
import { KeyedHash } from './persistence/keyed-hash.js';
import { SecondFactors } from './persistence/second-factors.js';
import { Sessions } from './persistence/sessions.js';
import { SignInFailures } from './persistence/sign-in-failures.js';
import { SignInLog } from './persistence/sign-in-log.js';

/** What whoever signs in does with a sign-in of theirs, and the log that tells of it. */
@Module({
  imports: [ClientsModule],
  controllers: [
    RequestPasswordResetController,
    ResetPasswordController,
    ChangePasswordController,
    SignOutEverywhereController,
    RequestUsernameController,
    ChangeUsernameController,
    GetSecondFactorController,
    StartSecondFactorController,
    ConfirmSecondFactorController,
    RemoveSecondFactorController,
    ListAuditLogController,
    VerifyAuditLogController,
  ],
  providers: [
    KeyedHash,
    OwnPassword,
    SecondFactors,
    ResetDesk,
    Sessions,
    SignInFailures,
    SignInLog,
    RequestPasswordResetHandler,
    ResetPasswordHandler,
    ChangePasswordHandler,
    SignOutEverywhereHandler,
    RequestUsernameHandler,
    ChangeUsernameHandler,
    GetSecondFactorHandler,
    StartSecondFactorHandler,
    ConfirmSecondFactorHandler,
    RemoveSecondFactorHandler,
    ListAuditLogHandler,
    VerifyAuditLogHandler,
  ],
  exports: [SecondFactors, SignInLog],
})
export class SignInsModule {}
