const issuers = 'issuer_id = ANY ((SELECT app_organizations())::uuid[])';
const debtors = 'debtor_id = ANY ((SELECT app_organizations())::uuid[])';

/** What the service may do with each table besides reading it, and whether the debtor reads it too. */
export type Rights = Readonly<Record<string, { may: ('INSERT' | 'UPDATE' | 'DELETE')[]; debtorReads: boolean }>>;

const rights: Rights = {
  import_settings: { may: ['INSERT', 'UPDATE'], debtorReads: false },
  billing_accounts: { may: ['INSERT'], debtorReads: true },
  party_snapshots: { may: ['INSERT'], debtorReads: true },
  number_series: { may: ['INSERT', 'UPDATE'], debtorReads: false },
  documents: { may: ['INSERT'], debtorReads: true },
  document_lines: { may: ['INSERT'], debtorReads: true },
  postings: { may: ['INSERT'], debtorReads: false },
  open_items: { may: ['INSERT', 'UPDATE'], debtorReads: true },
  payments: { may: ['INSERT'], debtorReads: true },
  allocations: { may: ['INSERT', 'DELETE'], debtorReads: true },
};

/**
 * Only the issuer writes; without a tenant set for the transaction nobody sees a row. The reconciler reads the books of
 * every organization and writes nothing.
 */
export const tenancyOf = (tables: Rights): string[] =>
  Object.entries(tables).flatMap(([table, { may, debtorReads }]) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY reading ON ${table} FOR SELECT TO billing_service USING (${debtorReads ? `${issuers} OR ${debtors}` : issuers})`,
    ...may.map((verb) => `CREATE POLICY ${verb.toLowerCase()}ing ON ${table} FOR ${verb} TO billing_service ${policyOf(verb)}`),
    `CREATE POLICY reconciling ON ${table} FOR SELECT TO billing_reconciler USING (true)`,
    `REVOKE ALL ON ${table} FROM PUBLIC`,
    `GRANT ${['SELECT', ...may].join(', ')} ON ${table} TO billing_service`,
    `GRANT SELECT ON ${table} TO billing_reconciler`,
  ]);

export const tenancy: readonly string[] = tenancyOf(rights);

function policyOf(verb: 'INSERT' | 'UPDATE' | 'DELETE'): string {
  return verb === 'INSERT' ? `WITH CHECK (${issuers})` : `USING (${issuers})`;
}
