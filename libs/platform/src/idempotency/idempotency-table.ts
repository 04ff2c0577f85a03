import type { ServiceName } from '#contracts/caller';

/** Keys by caller ("organization or none/caller id"); the policy shows everybody their own alone. */
export const idempotencyTable = (service: ServiceName): string[] => [
  `CREATE TABLE idempotency_keys (
     caller text NOT NULL, subject text NOT NULL, key text NOT NULL, body_hash text NOT NULL, answer json NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (caller, subject, key))`,
  `ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY of_caller ON idempotency_keys TO ${service}_service USING (caller = (SELECT app_caller())) WITH CHECK (caller = (SELECT app_caller()))`,
  `CREATE POLICY sweep ON idempotency_keys TO ${service}_sweeper USING (true)`,
  `CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at)`,
  `GRANT SELECT, DELETE ON idempotency_keys TO ${service}_sweeper`,
  `GRANT SELECT, INSERT ON idempotency_keys TO ${service}_service`,
];
