/** The audit log and the head of each organization's chain, for roles that record. */
export const auditTables = (writers: string): string[] => [
  `CREATE TABLE audit_log (
     organization_id uuid NOT NULL, seq bigint NOT NULL, at timestamptz(3) NOT NULL, caller text NOT NULL, caller_name text NOT NULL,
     action text NOT NULL, subject text NOT NULL, facts json NOT NULL, hash text NOT NULL, PRIMARY KEY (organization_id, seq))`,
  `CREATE TABLE audit_heads (organization_id uuid PRIMARY KEY, seq bigint NOT NULL, hash text NOT NULL)`,
  ...['audit_log', 'audit_heads'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY of_organization ON ${table} TO ${writers}
       USING (organization_id = ANY ((SELECT app_organizations())::uuid[]))
       WITH CHECK (organization_id = ANY ((SELECT app_organizations())::uuid[]))`,
  ]),
  `GRANT SELECT, INSERT ON audit_log TO ${writers}`,
  `GRANT SELECT, INSERT, UPDATE ON audit_heads TO ${writers}`,
  // Rights already refuse it; this stops the owner too.
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$`,
  `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];
