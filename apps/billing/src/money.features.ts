import { GetPaymentController } from './features/get-payment/get-payment.controller.js';
import { GetPaymentHandler } from './features/get-payment/get-payment.handler.js';
import { GetRefundController } from './features/get-refund/get-refund.controller.js';
import { GetRefundHandler } from './features/get-refund/get-refund.handler.js';
import { GiveRefundController } from './features/give-refund/give-refund.controller.js';
import { GiveRefundHandler } from './features/give-refund/give-refund.handler.js';
import { ListOpenItemsController } from './features/list-open-items/list-open-items.controller.js';
import { ListOpenItemsHandler } from './features/list-open-items/list-open-items.handler.js';
import { ListPaymentsController } from './features/list-payments/list-payments.controller.js';
import { ListPaymentsHandler } from './features/list-payments/list-payments.handler.js';
import { ListRefundsController } from './features/list-refunds/list-refunds.controller.js';
import { ListRefundsHandler } from './features/list-refunds/list-refunds.handler.js';
import { MatchAccountController } from './features/match-account/match-account.controller.js';
import { MatchAccountHandler } from './features/match-account/match-account.handler.js';
import { MatchPaymentController } from './features/match-payment/match-payment.controller.js';
import { MatchPaymentHandler } from './features/match-payment/match-payment.handler.js';
import { RecordPaymentController } from './features/record-payment/record-payment.controller.js';
import { RecordPaymentHandler } from './features/record-payment/record-payment.handler.js';
import { ReversePaymentController } from './features/reverse-payment/reverse-payment.controller.js';
import { ReversePaymentHandler } from './features/reverse-payment/reverse-payment.handler.js';
import { UndoMatchController } from './features/undo-match/undo-match.controller.js';
import { UndoMatchHandler } from './features/undo-match/undo-match.handler.js';
import { CarriedMoney } from './persistence/carried-money.js';
import { OpenItemRecords } from './persistence/open-item-records.js';
import { OwnAccounts } from './persistence/own-accounts.js';
import { OwnPayments } from './persistence/own-payments.js';
import { PaymentRecords } from './persistence/payment-records.js';
import { Receipts } from './persistence/receipts.js';
import { Refunds } from './persistence/refunds.js';

/** Money received, matched and given back: part of the table of contents. */
export const moneyControllers = [
  GetPaymentController,
  GetRefundController,
  GiveRefundController,
  ListOpenItemsController,
  ListPaymentsController,
  ListRefundsController,
  MatchAccountController,
  MatchPaymentController,
  RecordPaymentController,
  ReversePaymentController,
  UndoMatchController,
];

export const moneyProviders = [
  GetPaymentHandler,
  GetRefundHandler,
  GiveRefundHandler,
  ListOpenItemsHandler,
  ListPaymentsHandler,
  ListRefundsHandler,
  MatchAccountHandler,
  MatchPaymentHandler,
  RecordPaymentHandler,
  ReversePaymentHandler,
  UndoMatchHandler,
  OpenItemRecords,
  OwnAccounts,
  OwnPayments,
  PaymentRecords,
  Receipts,
  Refunds,
  CarriedMoney,
];
