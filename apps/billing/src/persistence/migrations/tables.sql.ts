/*
 * Who may see a row: the issuer, and at the corporate level the debtor. `issuer_id` and `debtor_id` stand on every table that
 * both may read, because a policy that had to look them up elsewhere would cost a lookup a row.
 */

/** What an import's documents go by, as its preview showed it: later changes of the organization don't reach them. */
const importSettings = `CREATE TABLE import_settings (
  import_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  taxes jsonb NOT NULL, -- In the order they stand on documents, with the registration numbers to print.
  freemium boolean NOT NULL,
  frozen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (import_id, issuer_id)
)`;

/** Who owes whom: a client at its organization, or a club at its federation. The holder is whoever owes. */
const billingAccounts = [
  `CREATE TABLE billing_accounts (
  id uuid PRIMARY KEY,
  level text NOT NULL,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  client_id uuid,
  account_id uuid,
  currency char(3) NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT holder_fits_level CHECK (CASE level
    WHEN 'client' THEN client_id IS NOT NULL AND account_id IS NOT NULL AND debtor_id IS NULL
    WHEN 'corporate' THEN client_id IS NULL AND account_id IS NULL AND debtor_id IS NOT NULL
    ELSE false END)
)`,
  // One account for each pair; also the order of the issuer's list.
  `CREATE UNIQUE INDEX billing_accounts_holder ON billing_accounts (issuer_id, (coalesce(client_id, debtor_id)))`,
  `CREATE INDEX billing_accounts_debtor ON billing_accounts (debtor_id) WHERE debtor_id IS NOT NULL`,
];

/** The debtor's name and address as a document shows them. Apart from the document, so that they can be erased. */
const partySnapshots = `CREATE TABLE party_snapshots (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  name text, -- Null once erased.
  address text
)`;

/** The last number each issuer gave in each of its series (BIL-5). Locked by the transaction that issues. */
const numberSeries = `CREATE TABLE number_series (
  issuer_id uuid NOT NULL,
  kind text NOT NULL,
  last_number bigint NOT NULL CHECK (last_number >= 0),
  PRIMARY KEY (issuer_id, kind)
)`;

/** Issued and immutable. Amounts of a credit note are negative, so that sums need no case. */
const documents = [
  `CREATE TABLE documents (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  billing_account_id uuid NOT NULL REFERENCES billing_accounts,
  party_id uuid NOT NULL REFERENCES party_snapshots,
  import_id uuid,
  import_row int,
  issued_on date NOT NULL,
  due_on date NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  net_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  total_minor bigint NOT NULL,
  currency char(3) NOT NULL,
  kind text NOT NULL,
  level text NOT NULL,
  label text NOT NULL, -- The number as printed.
  issued_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT documents_number UNIQUE (issuer_id, kind, number),
  CONSTRAINT debtor_fits_level CHECK (CASE level WHEN 'client' THEN debtor_id IS NULL WHEN 'corporate' THEN debtor_id IS NOT NULL ELSE false END),
  CONSTRAINT sign_fits_kind CHECK (CASE kind WHEN 'invoice' THEN total_minor >= 0 WHEN 'credit-note' THEN total_minor <= 0 ELSE false END),
  CONSTRAINT total_is_net_and_tax CHECK (total_minor = net_minor + tax_minor),
  CONSTRAINT due_after_issue CHECK (due_on >= issued_on),
  CONSTRAINT import_row_with_import CHECK ((import_id IS NULL) = (import_row IS NULL))
)`,
  // One cause has one document.
  `CREATE UNIQUE INDEX documents_cause ON documents (import_id, import_row, level, kind) WHERE import_id IS NOT NULL`,
  `CREATE INDEX documents_account ON documents (billing_account_id, number)`,
];

/** Immutable like their document. The sale is shared with the line at the other level (MEM-18). */
const documentLines = [
  `CREATE TABLE document_lines (
  document_id uuid NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED, -- Lines come first: the document seals them.
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  person_id uuid,
  sale_id uuid,
  net_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  total_minor bigint NOT NULL,
  period_from date,
  period_to date, -- Null with a start: no end.
  position smallint NOT NULL CHECK (position > 0),
  level text NOT NULL,
  kind text NOT NULL,
  ledger_code text NOT NULL,
  description text NOT NULL,
  taxes jsonb NOT NULL, -- As printed: [{code, ratePpm, amountMinor}]. The books have them in postings.
  PRIMARY KEY (document_id, position),
  CONSTRAINT total_is_net_and_tax CHECK (total_minor = net_minor + tax_minor)
)`,
  // Invariant 2: a sale has one line at each level.
  `CREATE UNIQUE INDEX document_lines_sale ON document_lines (sale_id, level) WHERE sale_id IS NOT NULL`,
];

/**
 * The issuer's journal. An entry is a document or a payment; debits are positive, credits negative. No foreign key and no
 * second index: four rows a document make this the largest table, and the triggers already tie entries to what they are of.
 */
const postings = `CREATE TABLE postings (
  entry_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  booked_on date NOT NULL,
  position smallint NOT NULL,
  currency char(3) NOT NULL,
  account text NOT NULL CHECK (account IN ('receivable', 'revenue', 'tax-payable', 'external-payments')),
  code text, -- Of the ledger, for revenue; of the tax, for a tax.
  PRIMARY KEY (entry_id, position)
)`;

/** What of a line is still open. It changes while the line doesn't, so locks are taken here. */
const openItems = [
  `CREATE TABLE open_items (
  document_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  billing_account_id uuid NOT NULL,
  total_minor bigint NOT NULL,
  credited_minor bigint NOT NULL DEFAULT 0 CHECK (credited_minor >= 0),
  settled_minor bigint NOT NULL DEFAULT 0 CHECK (settled_minor >= 0),
  open_minor bigint GENERATED ALWAYS AS (total_minor - credited_minor - settled_minor) STORED,
  due_on date NOT NULL,
  position smallint NOT NULL,
  person_name text, -- Whom the line is for. Here because it must be erasable, and the line is not.
  PRIMARY KEY (document_id, position),
  FOREIGN KEY (document_id, position) REFERENCES document_lines,
  CONSTRAINT never_beyond_the_line CHECK (total_minor - credited_minor - settled_minor >= 0)
)`,
  `CREATE INDEX open_items_open ON open_items (billing_account_id, due_on) WHERE open_minor > 0`,
];

/** Money received from a debtor, or given back. Immutable; a payment is undone by another entry. */
const payments = [
  `CREATE TABLE payments (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL, -- Who received it.
  debtor_id uuid,
  billing_account_id uuid NOT NULL REFERENCES billing_accounts,
  import_id uuid,
  import_row int,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  booked_on date NOT NULL,
  currency char(3) NOT NULL,
  kind text NOT NULL CHECK (kind IN ('payment', 'refund')),
  method text NOT NULL CHECK (method IN ('external')),
  recorded_at timestamptz NOT NULL DEFAULT now()
)`,
  `CREATE UNIQUE INDEX payments_cause ON payments (import_id, import_row, kind) WHERE import_id IS NOT NULL`,
  `CREATE INDEX payments_account ON payments (billing_account_id)`,
];

/** Which payment settles which item (BIL-7). A match may be undone, so these rows may go. */
const allocations = [
  `CREATE TABLE allocations (
  payment_id uuid NOT NULL REFERENCES payments,
  document_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  position smallint NOT NULL,
  PRIMARY KEY (payment_id, document_id, position),
  FOREIGN KEY (document_id, position) REFERENCES open_items
)`,
  `CREATE INDEX allocations_item ON allocations (document_id, position)`,
];

export const tables: readonly string[] = [
  importSettings,
  ...billingAccounts,
  partySnapshots,
  numberSeries,
  ...documents,
  ...documentLines,
  postings,
  ...openItems,
  ...payments,
  ...allocations,
];
