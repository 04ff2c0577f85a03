import { subjectParameters, type Obstacle, type PersonalData, type PersonalTable } from '#platform/personal-data/personal-data';
import { platformImpersonal, platformPersonalData } from '#platform/personal-data/platform-personal-data';

const byLaw = 'ten years from the day it was issued';
const asDocuments = { basis: 'law', kept: byLaw } as const;
// With the sheets of other accounts that its books show since a merge.
const accounts = `SELECT b.id FROM billing_accounts b WHERE b.account_id = ANY ($2::uuid[])
  OR b.joined_to IN (SELECT own.id FROM billing_accounts own WHERE own.account_id = ANY ($2::uuid[]))`;
const ofAccounts = `t.billing_account_id IN (${accounts})`;
const documents = `SELECT d.id FROM documents d WHERE d.billing_account_id IN (${accounts})`;
const lines = 'SELECT l.document_id, l.position FROM document_lines l WHERE l.person_id = ANY ($1::uuid[])';
const issued = { organization: 't.issuer_id' } as const;
const immutable = { stays: 'An issued document is never changed (BIL-4)' };
const onDocuments = 'An issued document is never changed (BIL-4)';
const money = { amount_minor: 't.amount_minor', currency: 't.currency', booked_on: 't.booked_on' } as const;
const tenYears = `($1 - interval '10 years')::date`;
const blankOf = (column: string): string => `CASE WHEN t.${column} IS NULL THEN NULL ELSE '' END`; // Which method it is needs one.

/** What was issued. The law keeps it, with the name and address that stand on it; whom a line is for it does not need. */
const papers: readonly PersonalTable[] = [
  {
    table: 'billing_accounts',
    title: 'Organizations that bill you',
    fields: {},
    ...asDocuments,
    of: 't.account_id = ANY ($2::uuid[])',
    ...issued,
    shown: { id: 't.id', currency: 't.currency', opened_at: 't.opened_at' },
    erasing: { stays: 'It joins two numbers, and documents are of it' },
  },
  {
    table: 'documents',
    title: 'Invoices and credit notes to you',
    fields: { memo: { what: 'What staff wrote on it', stays: onDocuments } },
    ...asDocuments,
    of: ofAccounts,
    ...issued,
    shown: {
      kind: 't.kind',
      number: 't.label',
      issued_on: 't.issued_on',
      due_on: 't.due_on',
      net_minor: 't.net_minor',
      tax_minor: 't.tax_minor',
      total_minor: 't.total_minor',
      currency: 't.currency',
      reason: 't.reason',
    },
    erasing: immutable,
  },
  {
    table: 'document_lines',
    title: 'Lines of those documents, and lines about you on others',
    fields: { description: { what: 'What it is for', stays: onDocuments } },
    ...asDocuments,
    of: `(t.document_id IN (${documents}) OR t.person_id = ANY ($1::uuid[]))`,
    ...issued,
    shown: {
      document: '(SELECT d.label FROM documents d WHERE d.id = t.document_id)',
      kind: 't.kind',
      total_minor: 't.total_minor',
      period_from: 't.period_from',
      period_to: 't.period_to',
    },
    erasing: immutable,
  },
  {
    table: 'party_snapshots',
    title: 'Name and address as they stand on documents',
    fields: { name: 'Name of who is billed', address: 'Address of who is billed' },
    ...asDocuments,
    retention: {
      when: `(name IS NOT NULL OR address IS NOT NULL)
        AND EXISTS (SELECT FROM documents d WHERE d.party_id = party_snapshots.id AND d.level = 'client')
        AND NOT EXISTS (SELECT FROM documents d WHERE d.party_id = party_snapshots.id AND (d.level <> 'client' OR d.issued_on >= ${tenYears}))
        AND NOT EXISTS (SELECT FROM recurring_charges r WHERE r.party_id = party_snapshots.id AND r.next_on IS NOT NULL)`,
      empties: { name: 'NULL', address: 'NULL' },
    },
    of: `t.id IN (SELECT d.party_id FROM documents d WHERE d.billing_account_id IN (${accounts}))`,
    ...issued,
    erasing: { stays: 'An invoice names whom it bills, by law, until its ten years have ended' },
  },
  {
    table: 'open_items',
    title: 'Whom lines are for',
    fields: { person_name: 'Name of the person a line is for' },
    ...asDocuments,
    retention: {
      when: `person_name IS NOT NULL
        AND EXISTS (SELECT FROM documents d WHERE d.id = open_items.document_id AND d.issued_on < ${tenYears})`,
      empties: { person_name: 'NULL' },
    },
    of: `(t.document_id, t.position) IN (${lines})`,
    // The level above names whom its line to the club is for, too: it goes with what the club holds.
    organization: 'CASE WHEN t.issuer_id = ANY ($4::uuid[]) THEN t.issuer_id ELSE t.debtor_id END',
    shown: { document: '(SELECT d.label FROM documents d WHERE d.id = t.document_id)', position: 't.position' },
    erasing: { person_name: 'NULL' },
  },
  {
    table: 'cancellations',
    title: 'What was cancelled and credited',
    fields: { memo: { what: 'What staff wrote beside it', stays: onDocuments } },
    ...asDocuments,
    of: `t.document_id IN (${documents})`,
    ...issued,
    shown: {
      decided_on: 't.decided_on',
      credited_minor: 't.credited_minor',
      fee_minor: 't.fee_minor',
      refunded_minor: 't.refunded_minor',
    },
    erasing: immutable,
  },
];

/** How money came and went. */
const payments: readonly PersonalTable[] = [
  {
    table: 'payments',
    title: 'Your payments and refunds',
    fields: {
      reference: { what: 'A cheque’s number, a terminal’s slip, a provider’s transaction', stays: onDocuments },
      reason: { what: 'Why money was given back', stays: onDocuments },
    },
    ...asDocuments,
    of: ofAccounts,
    ...issued,
    shown: { kind: 't.kind', method: 't.method', ...money },
    erasing: immutable,
  },
  {
    table: 'charges',
    title: 'What a provider was asked to take of your card or bank account',
    fields: {
      instrument: 'What the provider calls the card or account',
      transaction: { what: 'What the provider calls the charge', stays: 'It proves the payment it became' },
      failure: 'Why it was declined',
    },
    ...asDocuments,
    retention: { when: `state <> 'requested' AND instrument <> '' AND booked_on < ${tenYears}`, empties: { instrument: `''` } },
    of: ofAccounts,
    ...issued,
    shown: { kind: 't.kind', state: 't.state', method: 't.method', ...money },
    erasing: { instrument: `''`, failure: 'NULL' },
  },
  {
    table: 'planned_payments',
    title: 'Payments that are or were planned',
    fields: {
      instrument: 'What the provider calls the card or account',
      reference: 'Number of a cheque',
      failure: 'Why it was declined',
    },
    ...asDocuments,
    of: ofAccounts,
    ...issued,
    shown: { due_on: 't.due_on', amount_minor: 't.amount_minor', currency: 't.currency', method: 't.method', state: 't.state' },
    erasing: { instrument: blankOf('instrument'), reference: 'NULL', failure: 'NULL' },
  },
  {
    table: 'payment_plans',
    title: 'Instalment plans',
    fields: {},
    ...asDocuments,
    of: ofAccounts,
    ...issued,
    shown: {
      total_minor: 't.total_minor',
      currency: 't.currency',
      many: 't.many',
      created_on: 't.created_on',
      cancelled_at: 't.cancelled_at',
    },
    erasing: { stays: 'It is a sum of a number' },
  },
  {
    table: 'recurring_charges',
    title: 'What recurs',
    fields: {
      person_name: 'Whom it is for',
      instrument: 'What the provider calls the card or account',
      description: { what: 'What it is for', stays: 'Its invoices say the same' },
    },
    ...asDocuments,
    of: `(${ofAccounts} OR t.person_id = ANY ($1::uuid[]))`,
    ...issued,
    shown: { starts_on: 't.starts_on', ends_on: 't.ends_on', next_on: 't.next_on', net_minor: 't.net_minor', currency: 't.currency' },
    erasing: { person_name: 'NULL', instrument: blankOf('instrument') },
  },
];

/** Childcare (BIL-26…28): the tax authority is told who paid for whom, and may ask again for six years. */
const childcare: readonly PersonalTable[] = [
  {
    table: 'guardians',
    title: 'Who pays for your children’s care',
    fields: {
      name: 'Name',
      address: 'Street address',
      city: 'City',
      province: 'Province',
      postal_code: 'Postal code',
      number_sealed: { what: 'Social insurance number, encrypted', secret: true },
      number_last: 'Its last three digits',
    },
    basis: 'law',
    kept: 'seven years from the last slip',
    retention: {
      when: `NOT EXISTS (SELECT FROM care_slips s WHERE s.billing_account_id = guardians.billing_account_id
          AND s.made_on >= ($1 - interval '7 years')::date)
        AND NOT EXISTS (SELECT FROM documents d JOIN care_items c ON c.document_id = d.id
          WHERE d.billing_account_id = guardians.billing_account_id)
        AND EXISTS (SELECT FROM care_slips s WHERE s.billing_account_id = guardians.billing_account_id)`,
    },
    of: ofAccounts,
    ...issued,
    shown: { place: 't.place' },
    erasing: 'deleted',
  },
  {
    table: 'guardian_shares',
    title: 'Which guardian pays for whom',
    fields: {},
    basis: 'law',
    kept: 'seven years from the last slip',
    of: `(${ofAccounts} OR t.child_id = ANY ($1::uuid[]))`,
    ...issued,
    shown: { share: 't.share' },
    erasing: 'deleted',
  },
  {
    table: 'care_items',
    title: 'Days of childcare',
    fields: { care_on: 'Days the child was cared for', child_born_on: 'Birth date of the child' },
    basis: 'law',
    kept: 'seven years from the invoice',
    retention: {
      when: `EXISTS (SELECT FROM documents d WHERE d.id = care_items.document_id AND d.issued_on < ($1 - interval '7 years')::date)`,
    },
    of: `(t.document_id, t.position) IN (${lines})`,
    ...issued,
    shown: { document: '(SELECT d.label FROM documents d WHERE d.id = t.document_id)', unit: 't.unit' },
    erasing: { stays: 'Slips are made from it, and corrected, until their seven years have ended' },
  },
  {
    table: 'care_slips',
    title: 'RL-24 slips about you or to you',
    fields: {
      child_name: 'Name of the child',
      payer_name: 'Name of who paid',
      payer_address: 'Address of who paid',
      number_sealed: { what: 'Social insurance number, encrypted', secret: true },
      number_last: 'Its last three digits',
    },
    basis: 'law',
    kept: 'seven years from the day it was made',
    retention: {
      when: `made_on < ($1 - interval '7 years')::date AND payer_name <> ''`,
      empties: { child_name: `''`, payer_name: `''`, payer_address: `''`, number_sealed: `''`, number_last: `''` },
    },
    of: ofAccounts,
    ...issued,
    shown: {
      year: 't.year',
      number: 't.number',
      code: 't.code',
      total_minor: 't.total_minor',
      currency: 't.currency',
      made_on: 't.made_on',
    },
    erasing: { stays: 'The tax authority may ask for a slip until its seven years have ended' },
  },
];

const passing: readonly PersonalTable[] = [
  {
    table: 'file_pieces',
    title: 'Files on their way to whoever asked',
    fields: { bytes: 'A piece of a document or list' },
    basis: 'contract',
    kept: 'a day',
    retention: { when: `made_at < $1 - interval '1 day'` },
    unshown: 'Copies of what is shown where it stands',
    erasing: { stays: 'They go within a day' },
  },
];

const mine = 't.account_id = ANY ($2::uuid[]) AND t.issuer_id = ANY ($4::uuid[])';
const accountWhere = (condition: string): string => `WITH ${subjectParameters}, day AS (SELECT $7::date)
  SELECT t.issuer_id AS "organizationId", t.id::text AS about FROM billing_accounts t WHERE ${mine} AND ${condition}`;

const obstacles: readonly Obstacle[] = [
  {
    code: 'open-balance',
    says: 'The account is not at zero: something is owed, or held to its credit',
    sql: accountWhere(`(EXISTS (SELECT FROM open_items i WHERE i.billing_account_id = t.id AND i.open_minor > 0)
      OR EXISTS (SELECT FROM payment_balances p WHERE p.billing_account_id = t.id AND p.free_minor > 0))`),
  },
  {
    code: 'planned-payment',
    says: 'A payment is planned or under way: cancel it first',
    sql: accountWhere(`(EXISTS (SELECT FROM planned_payments p WHERE p.billing_account_id = t.id AND p.state IN ('planned', 'charging'))
      OR EXISTS (SELECT FROM charges c WHERE c.billing_account_id = t.id AND c.state = 'requested'))`),
  },
  {
    code: 'recurring-charge',
    says: 'Something recurs: end it first',
    sql: accountWhere(`EXISTS (SELECT FROM recurring_charges r WHERE r.billing_account_id = t.id AND r.next_on IS NOT NULL)`),
  },
  {
    code: 'slip-to-make',
    says: 'Childcare of a year has no slip yet (BIL-28)',
    sql: accountWhere(`EXISTS (SELECT FROM documents d JOIN care_items c ON c.document_id = d.id
      WHERE d.billing_account_id = t.id AND d.issued_on >= date_trunc('year', $7::date) - interval '1 year'
        AND NOT EXISTS (SELECT FROM care_slips s WHERE s.billing_account_id = t.id AND s.year = extract(year FROM d.issued_on)))`),
  },
];

/** Everything billing holds of people. */
export const billingPersonalData: PersonalData = {
  obstacles,
  tables: [...papers, ...payments, ...childcare, ...passing, ...platformPersonalData],
  impersonal: [
    ...platformImpersonal,
    ...['currency', 'level', 'kind', 'method', 'state', 'code', 'ledger_code', 'unit'].map((column) => `*.${column}`),
    'billing_settings.upstream_credit',
    'billing_settings.tell_clients_of',
    'cancellations.credit',
    'document_lines.taxes',
    'documents.label',
    'documents.reason',
    'documents.description', // What the first line is for, as it stands on the line.
    'guardian_shares.share',
    'guardians.number_key',
    'care_slips.number_key',
    'import_settings.taxes',
    'ledger_codes.names',
    'organizations.record',
    'postings.account',
    'upstream_credits.policy',
  ],
  links: {},
};
