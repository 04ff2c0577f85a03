import type { RequestClass } from '../message.js';
import { Activate, GetActivationLink, RequestActivation, RequestActivations, RequestSignUpCode, SignUp } from './activation.js';
import { ChangeClientSettings, GetClientSettings } from './client-settings.js';
import { ListLetters } from './letters.query.js';
import { CheckAccount, CreateAccount } from './new-account.js';

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
  ListLetters,
];
