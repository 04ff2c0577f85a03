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
import { FinishProviderLinkController } from './features/finish-provider-link/finish-provider-link.controller.js';
import { FinishProviderLinkHandler } from './features/finish-provider-link/finish-provider-link.handler.js';
import { FinishProviderSignInController } from './features/finish-provider-sign-in/finish-provider-sign-in.controller.js';
import { FinishProviderSignInHandler } from './features/finish-provider-sign-in/finish-provider-sign-in.handler.js';
import { ListOwnProvidersController } from './features/list-own-providers/list-own-providers.controller.js';
import { ListOwnProvidersHandler } from './features/list-own-providers/list-own-providers.handler.js';
import { ListSignInProvidersController } from './features/list-sign-in-providers/list-sign-in-providers.controller.js';
import { ListSignInProvidersHandler } from './features/list-sign-in-providers/list-sign-in-providers.handler.js';
import { RemoveProviderLinkController } from './features/remove-provider-link/remove-provider-link.controller.js';
import { RemoveProviderLinkHandler } from './features/remove-provider-link/remove-provider-link.handler.js';
import { StartProviderLinkController } from './features/start-provider-link/start-provider-link.controller.js';
import { StartProviderLinkHandler } from './features/start-provider-link/start-provider-link.handler.js';
import { StartProviderSignInController } from './features/start-provider-sign-in/start-provider-sign-in.controller.js';
import { StartProviderSignInHandler } from './features/start-provider-sign-in/start-provider-sign-in.handler.js';
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
import { ListOwnAuditLogController } from './features/list-own-audit-log/list-own-audit-log.controller.js';
import { ListOwnAuditLogHandler } from './features/list-own-audit-log/list-own-audit-log.handler.js';
import { VerifyOwnAuditLogController } from './features/verify-own-audit-log/verify-own-audit-log.controller.js';
import { VerifyOwnAuditLogHandler } from './features/verify-own-audit-log/verify-own-audit-log.handler.js';
import { AuditChains } from './persistence/audit-chains.js';
import { VerifyAuditLogController } from './features/verify-audit-log/verify-audit-log.controller.js';
import { VerifyAuditLogHandler } from './features/verify-audit-log/verify-audit-log.handler.js';
import { ProviderFlows } from './persistence/provider-flows.js';
import { ProviderLinks } from './persistence/provider-links.js';
import { SignInProviders } from './providers/sign-in-providers.js';
import { Passwords } from './persistence/passwords.js';
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
    FinishProviderLinkController,
    FinishProviderSignInController,
    ListOwnProvidersController,
    ListSignInProvidersController,
    RemoveProviderLinkController,
    StartProviderLinkController,
    StartProviderSignInController,
    ListAuditLogController,
    VerifyAuditLogController,
    ListOwnAuditLogController,
    VerifyOwnAuditLogController,
  ],
  providers: [
    KeyedHash,
    SignInProviders,
    ProviderFlows,
    ProviderLinks,
    Passwords,
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
    FinishProviderLinkHandler,
    FinishProviderSignInHandler,
    ListOwnProvidersHandler,
    ListSignInProvidersHandler,
    RemoveProviderLinkHandler,
    StartProviderLinkHandler,
    StartProviderSignInHandler,
    ListAuditLogHandler,
    VerifyAuditLogHandler,
    ListOwnAuditLogHandler,
    VerifyOwnAuditLogHandler,
    AuditChains,
  ],
  exports: [Passwords, SecondFactors, SignInLog],
})
export class SignInsModule {}
