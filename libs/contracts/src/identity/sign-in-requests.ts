import type { RequestClass } from '../message.js';
import { ListAuditLog, ListOwnAuditLog, VerifyAuditLog, VerifyOwnAuditLog } from './audit-log.query.js';
import { ConfirmSecondFactor, GetSecondFactor, RemoveSecondFactor, StartSecondFactor } from './second-factors.js';
import {
  FinishProviderLink,
  FinishProviderSignIn,
  ListOwnProviders,
  ListSignInProviders,
  RemoveProviderLink,
  StartProviderLink,
  StartProviderSignIn,
} from './sign-in-providers.js';
import { ChangePassword, ChangeUsername, RequestPasswordReset, RequestUsername, ResetPassword, SignOutEverywhere } from './passwords.js';

/** What whoever signs in asks of their own sign-in, and what is asked of the log of identity and rights. */
export const signInRequests: readonly RequestClass[] = [
  RequestPasswordReset,
  ResetPassword,
  ChangePassword,
  SignOutEverywhere,
  RequestUsername,
  ChangeUsername,
  GetSecondFactor,
  StartSecondFactor,
  ConfirmSecondFactor,
  RemoveSecondFactor,
  ListSignInProviders,
  StartProviderSignIn,
  FinishProviderSignIn,
  ListOwnProviders,
  StartProviderLink,
  FinishProviderLink,
  RemoveProviderLink,
  ListAuditLog,
  VerifyAuditLog,
  ListOwnAuditLog,
  VerifyOwnAuditLog,
];
