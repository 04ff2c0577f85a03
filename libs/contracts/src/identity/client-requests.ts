import type { RequestClass } from '../message.js';
import { Activate, GetActivationLink, RequestActivation, RequestActivations, RequestSignUpCode, SignUp } from './activation.js';
import { ChangeClientSettings, GetClientSettings } from './client-settings.js';
import {
  AnswerInvitation,
  ChangeConsent,
  GetInvitation,
  GetInvitationLink,
  InviteOwner,
  ListConsents,
  ListInvitations,
  RemindInvited,
  WithdrawInvitation,
} from './invitations.js';
import { ListLetters } from './letters.query.js';
import { AddMember, ArchiveAccount, ChangeProfile, ListOwnAccounts } from './managing.js';
import { CheckAccount, CreateAccount } from './new-account.js';
import { ChangeNetworkSearch, GetNetworkSearch, SearchPeople } from './search-people.js';

/** What is asked about client accounts: creating, activating, inviting, and the letters that go with it. */
export const clientRequests: readonly RequestClass[] = [
  CheckAccount,
  CreateAccount,
  RequestActivation,
  RequestActivations,
  GetActivationLink,
  Activate,
  RequestSignUpCode,
  SignUp,
  GetClientSettings,
  ChangeClientSettings,
  InviteOwner,
  RemindInvited,
  WithdrawInvitation,
  GetInvitation,
  ListInvitations,
  GetInvitationLink,
  AnswerInvitation,
  ListConsents,
  ChangeConsent,
  ListLetters,
  AddMember,
  ChangeProfile,
  ArchiveAccount,
  ListOwnAccounts,
  SearchPeople,
  GetNetworkSearch,
  ChangeNetworkSearch,
];
