import { Module } from '@nestjs/common';
import { ClientsModule } from './clients.module.js';
import { AddContactController } from './features/add-contact/add-contact.controller.js';
import { AddContactHandler } from './features/add-contact/add-contact.handler.js';
import { ChangeContactController } from './features/change-contact/change-contact.controller.js';
import { ChangeContactHandler } from './features/change-contact/change-contact.handler.js';
import { ChangeOwnerController } from './features/change-owner/change-owner.controller.js';
import { ChangeOwnerHandler } from './features/change-owner/change-owner.handler.js';
import { ChangeOwnMemberController } from './features/change-own-member/change-own-member.controller.js';
import { ChangeOwnMemberHandler } from './features/change-own-member/change-own-member.handler.js';
import { ChangeSharedFieldsController } from './features/change-shared-fields/change-shared-fields.controller.js';
import { ChangeSharedFieldsHandler } from './features/change-shared-fields/change-shared-fields.handler.js';
import { ChangeFormController } from './features/change-form/change-form.controller.js';
import { ChangeFormHandler } from './features/change-form/change-form.handler.js';
import { CreateFormController } from './features/create-form/create-form.controller.js';
import { CreateFormHandler } from './features/create-form/create-form.handler.js';
import { GetAnswersController } from './features/get-answers/get-answers.controller.js';
import { GetAnswersHandler } from './features/get-answers/get-answers.handler.js';
import { GetFormController } from './features/get-form/get-form.controller.js';
import { GetFormHandler } from './features/get-form/get-form.handler.js';
import { GetOwnAnswersController } from './features/get-own-answers/get-own-answers.controller.js';
import { GetOwnAnswersHandler } from './features/get-own-answers/get-own-answers.handler.js';
import { ListFormsController } from './features/list-forms/list-forms.controller.js';
import { ListFormsHandler } from './features/list-forms/list-forms.handler.js';
import { SaveAnswersController } from './features/save-answers/save-answers.controller.js';
import { SaveAnswersHandler } from './features/save-answers/save-answers.handler.js';
import { SaveOwnAnswersController } from './features/save-own-answers/save-own-answers.controller.js';
import { SaveOwnAnswersHandler } from './features/save-own-answers/save-own-answers.handler.js';
import { GetFamilyLoginLinkController } from './features/get-family-login-link/get-family-login-link.controller.js';
import { GetFamilyLoginLinkHandler } from './features/get-family-login-link/get-family-login-link.handler.js';
import { InviteFamilyMemberController } from './features/invite-family-member/invite-family-member.controller.js';
import { InviteFamilyMemberHandler } from './features/invite-family-member/invite-family-member.handler.js';
import { JoinFamilyController } from './features/join-family/join-family.controller.js';
import { JoinFamilyHandler } from './features/join-family/join-family.handler.js';
import { ListFamilyLoginsController } from './features/list-family-logins/list-family-logins.controller.js';
import { ListFamilyLoginsHandler } from './features/list-family-logins/list-family-logins.handler.js';
import { StartFamilyLoginController } from './features/start-family-login/start-family-login.controller.js';
import { StartFamilyLoginHandler } from './features/start-family-login/start-family-login.handler.js';
import { WithdrawFamilyLoginController } from './features/withdraw-family-login/withdraw-family-login.controller.js';
import { WithdrawFamilyLoginHandler } from './features/withdraw-family-login/withdraw-family-login.handler.js';
import { GetContactController } from './features/get-contact/get-contact.controller.js';
import { GetContactHandler } from './features/get-contact/get-contact.handler.js';
import { ListContactsController } from './features/list-contacts/list-contacts.controller.js';
import { ListContactsHandler } from './features/list-contacts/list-contacts.handler.js';
import { ListOwnerCandidatesController } from './features/list-owner-candidates/list-owner-candidates.controller.js';
import { ListOwnerCandidatesHandler } from './features/list-owner-candidates/list-owner-candidates.handler.js';
import { RemoveContactController } from './features/remove-contact/remove-contact.controller.js';
import { RemoveContactHandler } from './features/remove-contact/remove-contact.handler.js';
import { FamilyLogins } from './persistence/family-logins.js';
import { JoinedFamily } from './persistence/joined-family.js';
import { SharedChanges } from './persistence/shared-changes.js';
import { SharedLog } from './persistence/shared-log.js';

/** Managing client accounts that are there: whom to call about them, who owns them, what is asked of their members. */
@Module({
  imports: [ClientsModule],
  controllers: [
    AddContactController,
    ChangeContactController,
    RemoveContactController,
    GetContactController,
    ListContactsController,
    ListOwnerCandidatesController,
    ChangeOwnerController,
    ChangeSharedFieldsController,
    ChangeOwnMemberController,
    ChangeFormController,
    CreateFormController,
    GetAnswersController,
    GetFormController,
    GetOwnAnswersController,
    ListFormsController,
    SaveAnswersController,
    SaveOwnAnswersController,
    GetFamilyLoginLinkController,
    InviteFamilyMemberController,
    JoinFamilyController,
    ListFamilyLoginsController,
    StartFamilyLoginController,
    WithdrawFamilyLoginController,
  ],
  providers: [
    SharedLog,
    SharedChanges,
    FamilyLogins,
    JoinedFamily,
    AddContactHandler,
    ChangeContactHandler,
    RemoveContactHandler,
    GetContactHandler,
    ListContactsHandler,
    ListOwnerCandidatesHandler,
    ChangeOwnerHandler,
    ChangeSharedFieldsHandler,
    ChangeOwnMemberHandler,
    ChangeFormHandler,
    CreateFormHandler,
    GetAnswersHandler,
    GetFormHandler,
    GetOwnAnswersHandler,
    ListFormsHandler,
    SaveAnswersHandler,
    SaveOwnAnswersHandler,
    GetFamilyLoginLinkHandler,
    InviteFamilyMemberHandler,
    JoinFamilyHandler,
    ListFamilyLoginsHandler,
    StartFamilyLoginHandler,
    WithdrawFamilyLoginHandler,
  ],
  exports: [SharedChanges],
})
export class ManagingModule {}
