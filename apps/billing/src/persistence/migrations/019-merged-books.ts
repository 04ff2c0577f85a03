import { Migration } from '@mikro-orm/migrations';
import { tenancyOf } from './rights.sql.js';

/*
 * Merging people (ID-24). Documents and payments never change, so they keep for ever the account they were written on: it is the
 * sheet they stand on. What changes is whose books show a sheet. A closed account is a sheet of its survivor's books; what comes
 * after a merge gets sheets of its own, so that each of it can go either way when the merge is undone. What may change (open items,
 * balances of payments, what is planned) names the account whose books it is in.
 */
const sheets = [
  `ALTER TABLE billing_accounts
    ADD COLUMN joined_to uuid REFERENCES billing_accounts, -- Whose books show this sheet. Null: it is an account itself.
    ADD COLUMN merged boolean NOT NULL DEFAULT false -- Other sheets are shown in its books, too.`,
  `ALTER TABLE billing_accounts DROP CONSTRAINT holder_fits_level, ADD CONSTRAINT holder_fits_level CHECK (CASE level
    WHEN 'client' THEN debtor_id IS NULL AND (client_id IS NULL) = (account_id IS NULL) AND (client_id IS NOT NULL OR joined_to IS NOT NULL)
    WHEN 'corporate' THEN client_id IS NULL AND account_id IS NULL AND debtor_id IS NOT NULL AND joined_to IS NULL
    ELSE false END)`,
  `ALTER TABLE billing_accounts ADD CONSTRAINT joined_to_another CHECK (joined_to <> id)`,
  // Nearly empty: whoever asks it of an account that was never merged learns so at once.
  `CREATE INDEX billing_accounts_in_merges ON billing_accounts (id) INCLUDE (joined_to) WHERE joined_to IS NOT NULL OR merged`,
  `CREATE INDEX billing_accounts_joined ON billing_accounts (joined_to) WHERE joined_to IS NOT NULL`,
  `CREATE POLICY updating ON billing_accounts FOR UPDATE TO billing_service
    USING (issuer_id = ANY ((SELECT app_organizations())::uuid[]))`,
  `GRANT UPDATE (joined_to, merged) ON billing_accounts TO billing_service`,
];

/** All sheets of an account's books, and the party its newest document names: of its own sheets, before those of another client. */
const functions = [
  `CREATE FUNCTION sheets_of(account uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(id) FROM billing_accounts WHERE id = account OR joined_to = account $$`,
  `CREATE FUNCTION newest_party(account uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT newest.party_id FROM billing_accounts sheet CROSS JOIN LATERAL (
      SELECT number, party_id FROM documents WHERE billing_account_id = sheet.id ORDER BY number DESC LIMIT 1) newest
    WHERE sheet.id = account OR sheet.joined_to = account
    ORDER BY sheet.client_id IS NOT NULL AND sheet.id <> account, newest.number DESC LIMIT 1 $$`,
  ...['sheets_of', 'newest_party'].map((name) => `GRANT EXECUTE ON FUNCTION ${name}(uuid) TO billing_service, billing_reconciler`),
];

/** What each merge moved, so that it goes back exactly. */
const mergedBooks = [
  `CREATE TABLE merged_books (
  merge_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  from_account uuid NOT NULL REFERENCES billing_accounts, -- Closed.
  to_account uuid NOT NULL REFERENCES billing_accounts, -- The survivor's.
  sheets uuid[] NOT NULL, -- Of the closed account, itself among them.
  known uuid[] NOT NULL, -- Of the survivor, but itself: what has none of these came after.
  planned uuid[] NOT NULL,
  plans uuid[] NOT NULL,
  recurring uuid[] NOT NULL,
  charges uuid[] NOT NULL, -- That a provider was being asked for.
  joined_at timestamptz NOT NULL DEFAULT now(),
  split_at timestamptz,
  later_stays boolean, -- Of a split: whether anything that came after the merge stayed with the survivor.
  PRIMARY KEY (merge_id, from_account),
  CONSTRAINT from_another CHECK (from_account <> to_account),
  CONSTRAINT said_when_split CHECK ((split_at IS NULL) = (later_stays IS NULL))
)`,
  `CREATE INDEX merged_books_from ON merged_books (from_account) WHERE split_at IS NULL`,
];

/** What a payment's or a charge's account is found by when books are joined. */
const indexes = [`CREATE INDEX planned_payments_payment ON planned_payments (payment_id) WHERE payment_id IS NOT NULL`];

export class Migration019MergedBooks extends Migration {
  override up(): void {
    const tenancy = tenancyOf({ merged_books: { may: ['INSERT', 'UPDATE'], debtorReads: false } });
    for (const statement of [...sheets, ...functions, ...mergedBooks, ...indexes, ...tenancy]) this.addSql(statement);
  }
}
