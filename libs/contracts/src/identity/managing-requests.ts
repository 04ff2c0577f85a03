import type { FlowClass, RequestClass } from '../message.js';
import { ChangeOwner, ListOwnerCandidates, OwnerChanged } from './account-owners.js';
import { ChangeCommunication, CreateCorporateAccount, GiveUsername, ListUsernames, WithdrawUsername } from './corporate-accounts.js';
import { AddContact, ChangeContact, GetContact, ListContacts, RemoveContact } from './contacts.js';
import {
  GetFamilyLoginLink,
  InviteFamilyMember,
  JoinFamily,
  ListFamilyLogins,
  StartFamilyLogin,
  WithdrawFamilyLogin,
} from './family-logins.js';
import { ChangeForm, CreateForm, GetAnswers, GetForm, GetOwnAnswers, ListForms, SaveAnswers, SaveOwnAnswers } from './forms.js';
import { ChangeOwnMember, ChangeSharedFields, SharedFieldsChanged } from './shared-fields.js';

/** What is asked about managing client accounts: whom to call about them, who owns them, what is asked of their members. */
export const managingRequests: readonly RequestClass[] = [
  AddContact,
  ChangeContact,
  RemoveContact,
  GetContact,
  ListContacts,
  ListOwnerCandidates,
  ChangeOwner,
  ChangeSharedFields,
  ChangeOwnMember,
  CreateForm,
  ChangeForm,
  GetForm,
  ListForms,
  GetAnswers,
  SaveAnswers,
  GetOwnAnswers,
  SaveOwnAnswers,
  InviteFamilyMember,
  ListFamilyLogins,
  WithdrawFamilyLogin,
  GetFamilyLoginLink,
  StartFamilyLogin,
  JoinFamily,
  CreateCorporateAccount,
  ChangeCommunication,
  GiveUsername,
  WithdrawUsername,
  ListUsernames,
];

/** And what is announced of it. */
export const managingFlows: readonly FlowClass[] = [OwnerChanged, SharedFieldsChanged];
