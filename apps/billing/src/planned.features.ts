import { Charging } from './charging/charging.js';
import { CancelPaymentPlanController } from './features/cancel-payment-plan/cancel-payment-plan.controller.js';
import { CancelPaymentPlanHandler } from './features/cancel-payment-plan/cancel-payment-plan.handler.js';
import { CapturePlannedPaymentController } from './features/capture-planned-payment/capture-planned-payment.controller.js';
import { CapturePlannedPaymentHandler } from './features/capture-planned-payment/capture-planned-payment.handler.js';
import { ChangeOnlineSettingsController } from './features/change-online-settings/change-online-settings.controller.js';
import { ChangeOnlineSettingsHandler } from './features/change-online-settings/change-online-settings.handler.js';
import { ChangeRecurringChargeController } from './features/change-recurring-charge/change-recurring-charge.controller.js';
import { ChangeRecurringChargeHandler } from './features/change-recurring-charge/change-recurring-charge.handler.js';
import { ChangePlannedPaymentController } from './features/change-planned-payment/change-planned-payment.controller.js';
import { ChangePlannedPaymentHandler } from './features/change-planned-payment/change-planned-payment.handler.js';
import { CreatePaymentPlanController } from './features/create-payment-plan/create-payment-plan.controller.js';
import { CreatePaymentPlanHandler } from './features/create-payment-plan/create-payment-plan.handler.js';
import { CreateRecurringChargeController } from './features/create-recurring-charge/create-recurring-charge.controller.js';
import { CreateRecurringChargeHandler } from './features/create-recurring-charge/create-recurring-charge.handler.js';
import { DepositChequesController } from './features/deposit-cheques/deposit-cheques.controller.js';
import { DepositChequesHandler } from './features/deposit-cheques/deposit-cheques.handler.js';
import { GetDueRunController } from './features/get-due-run/get-due-run.controller.js';
import { GetDueRunHandler } from './features/get-due-run/get-due-run.handler.js';
import { GetOnlinePaymentController } from './features/get-online-payment/get-online-payment.controller.js';
import { GetOnlinePaymentHandler } from './features/get-online-payment/get-online-payment.handler.js';
import { GetOnlineSettingsController } from './features/get-online-settings/get-online-settings.controller.js';
import { GetOnlineSettingsHandler } from './features/get-online-settings/get-online-settings.handler.js';
import { GetPaymentPlanController } from './features/get-payment-plan/get-payment-plan.controller.js';
import { GetPaymentPlanHandler } from './features/get-payment-plan/get-payment-plan.handler.js';
import { GetPlannedPaymentController } from './features/get-planned-payment/get-planned-payment.controller.js';
import { GetPlannedPaymentHandler } from './features/get-planned-payment/get-planned-payment.handler.js';
import { GetRecurringChargeController } from './features/get-recurring-charge/get-recurring-charge.controller.js';
import { GetRecurringChargeHandler } from './features/get-recurring-charge/get-recurring-charge.handler.js';
import { ListDueRunsController } from './features/list-due-runs/list-due-runs.controller.js';
import { ListDueRunsHandler } from './features/list-due-runs/list-due-runs.handler.js';
import { ListPaymentPlansController } from './features/list-payment-plans/list-payment-plans.controller.js';
import { ListPaymentPlansHandler } from './features/list-payment-plans/list-payment-plans.handler.js';
import { ListPlannedPaymentsController } from './features/list-planned-payments/list-planned-payments.controller.js';
import { ListPlannedPaymentsHandler } from './features/list-planned-payments/list-planned-payments.handler.js';
import { ListRecurringChargesController } from './features/list-recurring-charges/list-recurring-charges.controller.js';
import { ListRecurringChargesHandler } from './features/list-recurring-charges/list-recurring-charges.handler.js';
import { PayOnlineController } from './features/pay-online/pay-online.controller.js';
import { PayOnlineHandler } from './features/pay-online/pay-online.handler.js';
import { PlanPaymentController } from './features/plan-payment/plan-payment.controller.js';
import { PlanPaymentHandler } from './features/plan-payment/plan-payment.handler.js';
import { StartDueRunController } from './features/start-due-run/start-due-run.controller.js';
import { StartDueRunHandler } from './features/start-due-run/start-due-run.handler.js';
import { SteerPlannedPaymentController } from './features/steer-planned-payment/steer-planned-payment.controller.js';
import { SteerPlannedPaymentHandler } from './features/steer-planned-payment/steer-planned-payment.handler.js';
import { BillRecurring } from './features/run-due/bill-recurring.js';
import { DueSchedule } from './features/run-due/due-schedule.js';
import { LookForDueHandler } from './features/run-due/look-for-due.handler.js';
import { RunDueSaga } from './features/run-due/run-due.saga.js';
import { Charges } from './persistence/charges.js';
import { DueRuns } from './persistence/due-runs.js';
import { OnlineSettings } from './persistence/online-settings.js';
import { PaymentPlans } from './persistence/payment-plans.js';
import { PlannedCover } from './persistence/planned-cover.js';
import { PlannedPayments } from './persistence/planned-payments.js';
import { RecurringCharges } from './persistence/recurring-charges.js';
import { PaymentLinks } from './persistence/payment-links.js';
import { PaymentProviders } from './providers/payment-providers.js';

/** Payments to come, what recurs, and the runs that collect it: part of the table of contents. */
export const plannedControllers = [
  CancelPaymentPlanController,
  CapturePlannedPaymentController,
  ChangeOnlineSettingsController,
  ChangePlannedPaymentController,
  ChangeRecurringChargeController,
  CreatePaymentPlanController,
  CreateRecurringChargeController,
  DepositChequesController,
  GetDueRunController,
  GetOnlinePaymentController,
  GetOnlineSettingsController,
  GetPaymentPlanController,
  GetPlannedPaymentController,
  GetRecurringChargeController,
  ListDueRunsController,
  ListPaymentPlansController,
  ListPlannedPaymentsController,
  ListRecurringChargesController,
  PayOnlineController,
  PlanPaymentController,
  StartDueRunController,
  SteerPlannedPaymentController,
];

export const plannedProviders = [
  CancelPaymentPlanHandler,
  CapturePlannedPaymentHandler,
  ChangeOnlineSettingsHandler,
  ChangePlannedPaymentHandler,
  ChangeRecurringChargeHandler,
  CreatePaymentPlanHandler,
  CreateRecurringChargeHandler,
  DepositChequesHandler,
  GetDueRunHandler,
  GetOnlinePaymentHandler,
  GetOnlineSettingsHandler,
  GetPaymentPlanHandler,
  GetPlannedPaymentHandler,
  GetRecurringChargeHandler,
  ListDueRunsHandler,
  ListPaymentPlansHandler,
  ListPlannedPaymentsHandler,
  ListRecurringChargesHandler,
  PayOnlineHandler,
  PlanPaymentHandler,
  StartDueRunHandler,
  SteerPlannedPaymentHandler,
  BillRecurring,
  DueSchedule,
  LookForDueHandler,
  RunDueSaga,
  Charges,
  DueRuns,
  OnlineSettings,
  PaymentPlans,
  PlannedCover,
  PlannedPayments,
  RecurringCharges,
  PaymentProviders,
  PaymentLinks,
  Charging,
];
