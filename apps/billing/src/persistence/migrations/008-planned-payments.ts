import { Migration } from '@mikro-orm/migrations';
import { tenancyOf } from './rights.sql.js';

/** What is going to be paid: instalments, what recurs, cheques to deposit (BIL-13, BIL-14). Money moves only when it becomes a payment. */
const plannedPayments = [
  `CREATE TABLE planned_payments (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  billing_account_id uuid NOT NULL REFERENCES billing_accounts,
  plan_id uuid, -- The instalment plan or recurring charge it is of.
  charge_id uuid, -- The charge that last tried to collect it.
  payment_id uuid REFERENCES payments,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  due_on date NOT NULL,
  currency char(3) NOT NULL,
  attempts smallint NOT NULL DEFAULT 0,
  method text NOT NULL CHECK (method IN ('cheque', 'card', 'electronic-cheque')),
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'charging', 'paid', 'covered', 'failed', 'dismissed')),
  instrument text,
  reference text, -- A cheque's number.
  failure text, -- Why the provider declined.
  planned_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT instrument_fits_method CHECK ((method = 'cheque') = (instrument IS NULL)),
  CONSTRAINT paid_by_a_payment CHECK ((state = 'paid') = (payment_id IS NOT NULL)),
  CONSTRAINT charging_by_a_charge CHECK (state <> 'charging' OR charge_id IS NOT NULL)
)`,
  `CREATE INDEX planned_payments_due ON planned_payments (issuer_id, billing_account_id, due_on) WHERE state = 'planned'`,
  `CREATE INDEX planned_payments_account ON planned_payments (billing_account_id, due_on)`,
  `CREATE INDEX planned_payments_listed ON planned_payments (issuer_id, due_on, id)`,
  `CREATE INDEX planned_payments_plan ON planned_payments (plan_id) WHERE plan_id IS NOT NULL`,
  `CREATE INDEX planned_payments_charge ON planned_payments (charge_id) WHERE charge_id IS NOT NULL`,
];

/**
 * What a provider is asked for. Recorded before it is asked and settled after it answered: a charge in between may or may not have
 * happened, and is asked for again under its id, which the provider knows it by.
 */
const charges = [
  `CREATE TABLE charges (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  billing_account_id uuid NOT NULL REFERENCES billing_accounts,
  payment_id uuid REFERENCES payments, -- What it became; of a refund, the one it carries out.
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  booked_on date NOT NULL,
  currency char(3) NOT NULL,
  asked smallint NOT NULL DEFAULT 0,
  kind text NOT NULL CHECK (kind IN ('charge', 'refund')),
  method text NOT NULL CHECK (method IN ('card', 'electronic-cheque')),
  state text NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'succeeded', 'declined')),
  instrument text NOT NULL, -- Of a refund: the provider's transaction to give back.
  transaction text,
  failure text,
  requested_at timestamptz NOT NULL DEFAULT now(),
  asked_at timestamptz,
  settled_at timestamptz,
  CONSTRAINT settled_when_answered CHECK ((state = 'requested') = (settled_at IS NULL)),
  CONSTRAINT succeeded_with_a_payment CHECK (state <> 'succeeded' OR (payment_id IS NOT NULL AND transaction IS NOT NULL))
)`,
  `CREATE INDEX charges_requested ON charges (issuer_id, id) WHERE state = 'requested'`,
  `CREATE INDEX charges_account ON charges (billing_account_id) WHERE state = 'requested'`,
  `CREATE UNIQUE INDEX charges_payment ON charges (payment_id) WHERE kind = 'charge' AND payment_id IS NOT NULL`,
];

/** A total paid in instalments. The instalments themselves are planned payments. */
const paymentPlans = [
  `CREATE TABLE payment_plans (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  billing_account_id uuid NOT NULL REFERENCES billing_accounts,
  total_minor bigint NOT NULL CHECK (total_minor > 0),
  many smallint NOT NULL CHECK (many > 0),
  currency char(3) NOT NULL,
  method text NOT NULL CHECK (method IN ('card', 'electronic-cheque')),
  created_on date NOT NULL,
  cancelled_at timestamptz
)`,
  `CREATE INDEX payment_plans_account ON payment_plans (issuer_id, billing_account_id)`,
];

/** An item invoiced again and again. `next_on` is null when it is over. */
const recurringCharges = [
  `CREATE TABLE recurring_charges (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  billing_account_id uuid NOT NULL REFERENCES billing_accounts,
  party_id uuid NOT NULL REFERENCES party_snapshots,
  person_id uuid,
  net_minor bigint NOT NULL CHECK (net_minor > 0),
  starts_on date NOT NULL,
  ends_on date,
  next_on date,
  occurrences int NOT NULL DEFAULT 0,
  every smallint NOT NULL CHECK (every BETWEEN 1 AND 60),
  version int NOT NULL DEFAULT 1,
  currency char(3) NOT NULL,
  unit text NOT NULL CHECK (unit IN ('week', 'month')),
  paused boolean NOT NULL DEFAULT false,
  kind text NOT NULL,
  ledger_code text NOT NULL,
  description text NOT NULL,
  person_name text,
  method text CHECK (method IN ('card', 'electronic-cheque')), -- Null: invoiced, and paid otherwise.
  instrument text,
  CONSTRAINT instrument_with_method CHECK ((method IS NULL) = (instrument IS NULL)),
  CONSTRAINT ends_after_start CHECK (ends_on >= starts_on)
)`,
  `CREATE INDEX recurring_charges_due ON recurring_charges (issuer_id, next_on, id) WHERE NOT paused AND next_on IS NOT NULL`,
  `CREATE INDEX recurring_charges_listed ON recurring_charges (issuer_id, id)`,
  `CREATE INDEX recurring_charges_account ON recurring_charges (billing_account_id)`,
];

/** A pass over what is due, with what it has done so far. */
const dueRuns = [
  `CREATE TABLE due_runs (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  due_on date NOT NULL,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'finished')),
  invoices int NOT NULL DEFAULT 0,
  charges int NOT NULL DEFAULT 0,
  covered int NOT NULL DEFAULT 0,
  succeeded int NOT NULL DEFAULT 0,
  declined int NOT NULL DEFAULT 0,
  invoiced_minor bigint NOT NULL DEFAULT 0,
  charged_minor bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CONSTRAINT finished_when_it_is CHECK ((state = 'finished') = (finished_at IS NOT NULL))
)`,
  `CREATE INDEX due_runs_listed ON due_runs (issuer_id, started_at, id)`,
];

/** Whether clients pay online, and how little at a time (BIL-12). Absent: they don't. */
const onlineSettings = `CREATE TABLE online_payment_settings (
  issuer_id uuid PRIMARY KEY,
  allowed boolean NOT NULL,
  minimum_minor bigint NOT NULL CHECK (minimum_minor >= 0)
)`;

/** The collector sees of everybody's rows only that something is due. */
const collecting = [
  `CREATE POLICY collecting ON planned_payments FOR SELECT TO billing_collector USING (true)`,
  `CREATE POLICY collecting ON recurring_charges FOR SELECT TO billing_collector USING (true)`,
  `CREATE POLICY collecting ON charges FOR SELECT TO billing_collector USING (true)`,
  `GRANT SELECT (issuer_id, state, method, due_on) ON planned_payments TO billing_collector`,
  `GRANT SELECT (issuer_id, next_on, paused) ON recurring_charges TO billing_collector`,
  `GRANT SELECT (issuer_id, state, asked_at) ON charges TO billing_collector`,
];

export class Migration008PlannedPayments extends Migration {
  override up(): void {
    const changed = { may: ['INSERT', 'UPDATE'], debtorReads: true } as const;
    const tenancy = tenancyOf({
      planned_payments: { ...changed, may: [...changed.may] },
      charges: { ...changed, may: [...changed.may] },
      payment_plans: { ...changed, may: [...changed.may] },
      recurring_charges: { ...changed, may: [...changed.may] },
      due_runs: { may: ['INSERT', 'UPDATE'], debtorReads: false },
      online_payment_settings: { may: ['INSERT', 'UPDATE'], debtorReads: false },
    });
    const tables = [...plannedPayments, ...charges, ...paymentPlans, ...recurringCharges, ...dueRuns, onlineSettings];
    const lists = `CREATE INDEX payments_listed ON payments (issuer_id, kind, booked_on, id)`;
    for (const statement of [...tables, ...tenancy, ...collecting, lists]) this.addSql(statement);
  }
}
