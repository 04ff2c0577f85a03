import { Module } from '@nestjs/common';
import { Letters } from '#platform/mail/letters';
import { mailProviders } from '#platform/mail/mail-providers';
import { ActivateController } from './features/activate/activate.controller.js';
import { ActivateHandler } from './features/activate/activate.handler.js';
import { AddMemberController } from './features/add-member/add-member.controller.js';
import { AddMemberHandler } from './features/add-member/add-member.handler.js';
import { AnswerInvitationController } from './features/answer-invitation/answer-invitation.controller.js';
import { AnswerInvitationHandler } from './features/answer-invitation/answer-invitation.handler.js';
import { ArchiveAccountController } from './features/archive-account/archive-account.controller.js';
import { ArchiveAccountHandler } from './features/archive-account/archive-account.handler.js';
import { ChangeClientSettingsController } from './features/change-client-settings/change-client-settings.controller.js';
import { ChangeClientSettingsHandler } from './features/change-client-settings/change-client-settings.handler.js';
import { ChangeConsentController } from './features/change-consent/change-consent.controller.js';
import { ChangeConsentHandler } from './features/change-consent/change-consent.handler.js';
import { ChangeProfileController } from './features/change-profile/change-profile.controller.js';
import { ChangeProfileHandler } from './features/change-profile/change-profile.handler.js';
import { CheckAccountController } from './features/check-account/check-account.controller.js';
import { CheckAccountHandler } from './features/check-account/check-account.handler.js';
import { CreateAccountController } from './features/create-account/create-account.controller.js';
import { CreateAccountHandler } from './features/create-account/create-account.handler.js';
import { GetActivationLinkController } from './features/get-activation-link/get-activation-link.controller.js';
import { GetActivationLinkHandler } from './features/get-activation-link/get-activation-link.handler.js';
import { GetClientSettingsController } from './features/get-client-settings/get-client-settings.controller.js';
import { GetClientSettingsHandler } from './features/get-client-settings/get-client-settings.handler.js';
import { GetInvitationLinkController } from './features/get-invitation-link/get-invitation-link.controller.js';
import { GetInvitationLinkHandler } from './features/get-invitation-link/get-invitation-link.handler.js';
import { GetInvitationController } from './features/get-invitation/get-invitation.controller.js';
import { GetInvitationHandler } from './features/get-invitation/get-invitation.handler.js';
import { InviteOwnerController } from './features/invite-owner/invite-owner.controller.js';
import { InviteOwnerHandler } from './features/invite-owner/invite-owner.handler.js';
import { ListConsentsController } from './features/list-consents/list-consents.controller.js';
import { ListConsentsHandler } from './features/list-consents/list-consents.handler.js';
import { ListInvitationsController } from './features/list-invitations/list-invitations.controller.js';
import { ListInvitationsHandler } from './features/list-invitations/list-invitations.handler.js';
import { ListLettersController } from './features/list-letters/list-letters.controller.js';
import { ListLettersHandler } from './features/list-letters/list-letters.handler.js';
import { ListOwnAccountsController } from './features/list-own-accounts/list-own-accounts.controller.js';
import { ListOwnAccountsHandler } from './features/list-own-accounts/list-own-accounts.handler.js';
import { RemindInvitedController } from './features/remind-invited/remind-invited.controller.js';
import { RemindInvitedHandler } from './features/remind-invited/remind-invited.handler.js';
import { RequestActivationController } from './features/request-activation/request-activation.controller.js';
import { RequestActivationHandler } from './features/request-activation/request-activation.handler.js';
import { RequestActivationsController } from './features/request-activations/request-activations.controller.js';
import { RequestActivationsHandler } from './features/request-activations/request-activations.handler.js';
import { RequestSignUpCodeController } from './features/request-sign-up-code/request-sign-up-code.controller.js';
import { RequestSignUpCodeHandler } from './features/request-sign-up-code/request-sign-up-code.handler.js';
import { SignUpController } from './features/sign-up/sign-up.controller.js';
import { SignUpHandler } from './features/sign-up/sign-up.handler.js';
import { TellClientsController } from './features/tell-clients/tell-clients.controller.js';
import { TellClientsHandler } from './features/tell-clients/tell-clients.handler.js';
import { WithdrawInvitationController } from './features/withdraw-invitation/withdraw-invitation.controller.js';
import { WithdrawInvitationHandler } from './features/withdraw-invitation/withdraw-invitation.handler.js';
import { IdentityConfig } from './identity.config.js';
import { Activations } from './persistence/activations.js';
import { AskedLetters } from './persistence/asked-letters.js';
import { ClientSignIns } from './persistence/client-sign-ins.js';
import { Invitations } from './persistence/invitations.js';
import { KeyedHash } from './persistence/keyed-hash.js';
import { ManagedOrganizations } from './persistence/managed-organizations.js';
import { SavedAnswers } from './persistence/saved-answers.js';
import { Sessions } from './persistence/sessions.js';
import { SignInLog } from './persistence/sign-in-log.js';
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
    InviteOwnerController,
    RemindInvitedController,
    WithdrawInvitationController,
    GetInvitationController,
    ListInvitationsController,
    GetInvitationLinkController,
    AnswerInvitationController,
    ListConsentsController,
    ChangeConsentController,
    AddMemberController,
    ChangeProfileController,
    ArchiveAccountController,
    ListOwnAccountsController,
    ListLettersController,
    TellClientsController,
  ],
  providers: [
    ...mailProviders(IdentityConfig),
    Activations,
    AskedLetters,
    ClientSignIns,
    Invitations,
    KeyedHash,
    ManagedOrganizations,
    SavedAnswers,
    Sessions,
    SignInLog,
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
    InviteOwnerHandler,
    RemindInvitedHandler,
    WithdrawInvitationHandler,
    GetInvitationHandler,
    ListInvitationsHandler,
    GetInvitationLinkHandler,
    AnswerInvitationHandler,
    ListConsentsHandler,
    ChangeConsentHandler,
    AddMemberHandler,
    ChangeProfileHandler,
    ArchiveAccountHandler,
    ListOwnAccountsHandler,
    ListLettersHandler,
    TellClientsHandler,
  ],
  exports: [Letters, Activations, AskedLetters, KeyedHash, SavedAnswers, ClientSignIns, Sessions],
})
export class ClientsModule {}
