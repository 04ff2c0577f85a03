import { Migration } from '@mikro-orm/migrations';

const tables = ['provider_links', 'provider_flows'];

/** Sign-ins through providers of OpenID Connect (ADR 25). Of no organization: the gatekeeper's alone. */
export class FederatedSignIns extends Migration {
  override name = '20261129000300-federated-sign-ins';

  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // OpenID Connect Core 1.0, 5.7: issuer and subject together, and nothing else, name somebody for good.
  `CREATE TABLE provider_links (
     issuer text NOT NULL, subject text NOT NULL, user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
     linked_at timestamptz NOT NULL, last_used_at timestamptz, PRIMARY KEY (issuer, subject), UNIQUE (user_id, issuer))`,
  // Ten minutes from leaving to coming back; what PKCE, state and nonce must be is sealed until then.
  `CREATE TABLE provider_flows (
     flow_hash text PRIMARY KEY, provider text NOT NULL, linking_user_id uuid REFERENCES users ON DELETE CASCADE,
     key_id text NOT NULL, sealed bytea NOT NULL, expires_at timestamptz NOT NULL, spent_at timestamptz,
     proven_user_id uuid REFERENCES users ON DELETE CASCADE, CHECK (proven_user_id IS NULL OR spent_at IS NOT NULL))`,
  `CREATE INDEX provider_flows_by_age ON provider_flows (expires_at)`,
  ...tables.flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY gatekeeper ON ${table} TO identity_gatekeeper USING (true) WITH CHECK (true)`,
  ]),
  `GRANT SELECT, INSERT, UPDATE (last_used_at), DELETE ON provider_links TO identity_gatekeeper`,
  `GRANT SELECT, INSERT, UPDATE (spent_at, proven_user_id), DELETE ON provider_flows TO identity_gatekeeper`,
];
