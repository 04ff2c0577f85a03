import { Module } from '@nestjs/common';
import { ClientsModule } from './clients.module.js';
import { AdmitPeopleController } from './features/admit-people/admit-people.controller.js';
import { AdmitPeopleHandler } from './features/admit-people/admit-people.handler.js';
import { ChangeOrganizationController } from './features/change-organization/change-organization.controller.js';
import { ChangeOrganizationHandler } from './features/change-organization/change-organization.handler.js';
import { CreateApiKeyController } from './features/create-api-key/create-api-key.controller.js';
import { CreateApiKeyHandler } from './features/create-api-key/create-api-key.handler.js';
import { CreateUserController } from './features/create-user/create-user.controller.js';
import { CreateUserHandler } from './features/create-user/create-user.handler.js';
import { DescribeClientsController } from './features/describe-clients/describe-clients.controller.js';
import { DescribeClientsHandler } from './features/describe-clients/describe-clients.handler.js';
import { DescribeCardHolderController } from './features/describe-card-holder/describe-card-holder.controller.js';
import { DescribeCardHolderHandler } from './features/describe-card-holder/describe-card-holder.handler.js';
import { DescribeMembersController } from './features/describe-members/describe-members.controller.js';
import { DescribeMembersHandler } from './features/describe-members/describe-members.handler.js';
import { DescribePeopleController } from './features/describe-people/describe-people.controller.js';
import { DescribePeopleHandler } from './features/describe-people/describe-people.handler.js';
import { OwnModule } from './own.module.js';
import { PicturesModule } from './pictures.module.js';
import { PrivacyModule } from './privacy.module.js';
import { FindMemberController } from './features/find-member/find-member.controller.js';
import { FindMemberHandler } from './features/find-member/find-member.handler.js';
import { FindAccountsController } from './features/find-accounts/find-accounts.controller.js';
import { FindAccountsHandler } from './features/find-accounts/find-accounts.handler.js';
import { FindOwnersController } from './features/find-owners/find-owners.controller.js';
import { FindOwnersHandler } from './features/find-owners/find-owners.handler.js';
import { FindTouchedPeopleController } from './features/find-touched-people/find-touched-people.controller.js';
import { FindTouchedPeopleHandler } from './features/find-touched-people/find-touched-people.handler.js';
import { WithdrawPeopleController } from './features/withdraw-people/withdraw-people.controller.js';
import { WithdrawPeopleHandler } from './features/withdraw-people/withdraw-people.handler.js';
import { GetAccountController } from './features/get-account/get-account.controller.js';
import { GetAccountHandler } from './features/get-account/get-account.handler.js';
import { GetOrganizationController } from './features/get-organization/get-organization.controller.js';
import { GetOrganizationHandler } from './features/get-organization/get-organization.handler.js';
import { GetPersonController } from './features/get-person/get-person.controller.js';
import { GetPersonHandler } from './features/get-person/get-person.handler.js';
import { ListAccountsController } from './features/list-accounts/list-accounts.controller.js';
import { ListAccountsHandler } from './features/list-accounts/list-accounts.handler.js';
import { ListApiKeysController } from './features/list-api-keys/list-api-keys.controller.js';
import { ListApiKeysHandler } from './features/list-api-keys/list-api-keys.handler.js';
import { ListOrganizationsController } from './features/list-organizations/list-organizations.controller.js';
import { ListOrganizationsHandler } from './features/list-organizations/list-organizations.handler.js';
import { ListPeopleController } from './features/list-people/list-people.controller.js';
import { ListPeopleHandler } from './features/list-people/list-people.handler.js';
import { ListUsersController } from './features/list-users/list-users.controller.js';
import { ListUsersHandler } from './features/list-users/list-users.handler.js';
import { MatchPeopleController } from './features/match-people/match-people.controller.js';
import { MatchPeopleHandler } from './features/match-people/match-people.handler.js';
import { RefreshSessionController } from './features/refresh-session/refresh-session.controller.js';
import { RefreshSessionHandler } from './features/refresh-session/refresh-session.handler.js';
import { RegisterOrganizationController } from './features/register-organization/register-organization.controller.js';
import { RegisterOrganizationHandler } from './features/register-organization/register-organization.handler.js';
import { ResolveCallerController } from './features/resolve-caller/resolve-caller.controller.js';
import { ResolveCallerHandler } from './features/resolve-caller/resolve-caller.handler.js';
import { RevokeApiKeyController } from './features/revoke-api-key/revoke-api-key.controller.js';
import { RevokeApiKeyHandler } from './features/revoke-api-key/revoke-api-key.handler.js';
import { SignInController } from './features/sign-in/sign-in.controller.js';
import { SignInHandler } from './features/sign-in/sign-in.handler.js';
import { SignOutController } from './features/sign-out/sign-out.controller.js';
import { SignOutHandler } from './features/sign-out/sign-out.handler.js';
import { ManagingModule } from './managing.module.js';
import { CorporateModule } from './corporate.module.js';
import { MatchingModule } from './matching.module.js';
import { MergingModule } from './merging.module.js';
import { ManagedOrganizations } from './persistence/managed-organizations.js';
import { RightsModule } from './rights.module.js';
import { SearchModule } from './search.module.js';
import { SignInsModule } from './sign-ins.module.js';
import { Sessions } from './persistence/sessions.js';
import { SignInFailures } from './persistence/sign-in-failures.js';

/** Everything this service does. */
@Module({
  imports: [
    CorporateModule,
    MatchingModule,
    MergingModule,
    ClientsModule,
    SignInsModule,
    RightsModule,
    PicturesModule,
    ManagingModule,
    SearchModule,
    PrivacyModule,
    OwnModule,
  ],
  controllers: [
    SignInController,
    RefreshSessionController,
    SignOutController,
    ResolveCallerController,
    RegisterOrganizationController,
    ChangeOrganizationController,
    GetOrganizationController,
    ListOrganizationsController,
    CreateUserController,
    ListUsersController,
    CreateApiKeyController,
    RevokeApiKeyController,
    ListApiKeysController,
    GetPersonController,
    ListPeopleController,
    GetAccountController,
    ListAccountsController,
    MatchPeopleController,
    DescribeClientsController,
    FindOwnersController,
    DescribePeopleController,
    FindAccountsController,
    DescribeCardHolderController,
    FindMemberController,
    DescribeMembersController,
    AdmitPeopleController,
    FindTouchedPeopleController,
    WithdrawPeopleController,
  ],
  providers: [
    ManagedOrganizations,
    Sessions,
    SignInFailures,
    SignInHandler,
    RefreshSessionHandler,
    SignOutHandler,
    ResolveCallerHandler,
    RegisterOrganizationHandler,
    ChangeOrganizationHandler,
    GetOrganizationHandler,
    ListOrganizationsHandler,
    CreateUserHandler,
    ListUsersHandler,
    CreateApiKeyHandler,
    RevokeApiKeyHandler,
    ListApiKeysHandler,
    GetPersonHandler,
    ListPeopleHandler,
    GetAccountHandler,
    ListAccountsHandler,
    MatchPeopleHandler,
    DescribeClientsHandler,
    FindOwnersHandler,
    DescribePeopleHandler,
    FindAccountsHandler,
    DescribeCardHolderHandler,
    FindMemberHandler,
    DescribeMembersHandler,
    AdmitPeopleHandler,
    FindTouchedPeopleHandler,
    WithdrawPeopleHandler,
  ],
})
export class IdentityModule {}
