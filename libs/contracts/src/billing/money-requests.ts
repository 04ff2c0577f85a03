import type { RequestClass } from '../message.js';
import {
  GetPayment,
  GetRefund,
  GiveRefund,
  ListOpenItems,
  ListPayments,
  ListRefunds,
  MatchAccount,
  MatchPayment,
  RecordPayment,
  ReversePayment,
  UndoMatch,
} from './payments.js';

/** Every question and command about money received and given back. */
export const moneyRequests: readonly RequestClass[] = [
  RecordPayment,
  MatchPayment,
  UndoMatch,
  MatchAccount,
  ReversePayment,
  GetPayment,
  ListPayments,
  ListOpenItems,
  GiveRefund,
  GetRefund,
  ListRefunds,
];
