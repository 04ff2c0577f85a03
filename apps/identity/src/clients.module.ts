import { Module } from '@nestjs/common';
import { Letters } from '#platform/mail/letters';
import { mailProviders } from '#platform/mail/mail-providers';
import { ActivateController } from './features/activate/activate.controller.js';
import { ActivateHandler } from './features/activate/activate.handler.js';
import { ChangeClientSettingsController } from './features/change-client-settings/change-client-settings.controller.js';
import { ChangeClientSettingsHandler } from './features/change-client-settings/change-client-settings.handler.js';
import { CheckAccountController } from './features/check-account/check-account.controller.js';
import { CheckAccountHandler } from './features/check-account/check-account.handler.js';
import { CreateAccountController } from './features/create-account/create-account.controller.js';
import { CreateAccountHandler } from './features/create-account/create-account.handler.js';
import { GetActivationLinkController } from './features/get-activation-link/get-activation-link.controller.js';
import { GetActivationLinkHandler } from './features/get-activation-link/get-activation-link.handler.js';
import { GetClientSettingsController } from './features/get-client-settings/get-client-settings.controller.js';
import { GetClientSettingsHandler } from './features/get-client-settings/get-client-settings.handler.js';
import { ListLettersController } from './features/list-letters/list-letters.controller.js';
import { ListLettersHandler } from './features/list-letters/list-letters.handler.js';
import { RequestActivationController } from './features/request-activation/request-activation.controller.js';
import { RequestActivationHandler } from './features/request-activation/request-activation.handler.js';
import { RequestActivationsController } from './features/request-activations/request-activations.controller.js';
import { RequestActivationsHandler } from './features/request-activations/request-activations.handler.js';
import { RequestSignUpCodeController } from './features/request-sign-up-code/request-sign-up-code.controller.js';
import { RequestSignUpCodeHandler } from './features/request-sign-up-code/request-sign-up-code.handler.js';
import { SignUpController } from './features/sign-up/sign-up.controller.js';
import { SignUpHandler } from './features/sign-up/sign-up.handler.js';
import { IdentityConfig } from './identity.config.js';
import { Activations } from './persistence/activations.js';
import { AskedLetters } from './persistence/asked-letters.js';
import { ClientSignIns } from './persistence/client-sign-ins.js';
import { KeyedHash } from './persistence/keyed-hash.js';
import { ManagedOrganizations } from './persistence/managed-organizations.js';
import { Sessions } from './persistence/sessions.js';
import { SignInFailures } from './persistence/sign-in-failures.js';

/** Client accounts: how they come to be, who may sign in to them, and the letters they get. */
@Module({
  controllers: [
    CheckAccountController,
    CreateAccountController,
    RequestActivationController,
    RequestActivationsController,
    GetActivationLinkController,
    ActivateController,
    RequestSignUpCodeController,
    SignUpController,
    GetClientSettingsController,
    ChangeClientSettingsController,
    ListLettersController,
  ],
  providers: [
    ...mailProviders(IdentityConfig),
    Activations,
    AskedLetters,
    ClientSignIns,
    KeyedHash,
    ManagedOrganizations,
    Sessions,
    SignInFailures,
    CheckAccountHandler,
    CreateAccountHandler,
    RequestActivationHandler,
    RequestActivationsHandler,
    GetActivationLinkHandler,
    ActivateHandler,
    RequestSignUpCodeHandler,
    SignUpHandler,
    GetClientSettingsHandler,
    ChangeClientSettingsHandler,
    ListLettersHandler,
  ],
  exports: [Letters, AskedLetters, KeyedHash],
})
export class ClientsModule {}
