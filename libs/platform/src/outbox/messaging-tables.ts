import type { ServiceName } from '#contracts/caller';

/**
 * The tables messages and sagas live in. `writers` are the roles that announce things: they add to the outbox and never read
 * it; the relay and the sweeper work for every organization at once, each as a narrow role that reaches these tables only.
 */
export function messagingTables(service: ServiceName, writers: string): string[] {
  const [own, relay, sweeper] = ['service', 'relay', 'sweeper'].map((role) => `${service}_${role}`);
  return [
    `CREATE TABLE outbox (
       id uuid PRIMARY KEY, subject text NOT NULL, payload text NOT NULL, caller jsonb NOT NULL,
       correlation_id text NOT NULL, causation_id text, awaiting text[] NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
       tries int NOT NULL DEFAULT 0, sent_to text, due_at timestamptz NOT NULL DEFAULT now(), closed_at timestamptz)`,
    `ALTER TABLE outbox ALTER payload SET STORAGE EXTERNAL`, // Read back at once and soon deleted: not worth compressing.
    `CREATE INDEX outbox_open ON outbox (due_at) WHERE closed_at IS NULL`,
    `CREATE TABLE inbox (message_id uuid PRIMARY KEY, subject text NOT NULL, received_at timestamptz NOT NULL DEFAULT now())`,
    `CREATE TABLE dead_letters (
       id uuid PRIMARY KEY, message_id uuid UNIQUE, subject text NOT NULL, payload bytea NOT NULL, caller jsonb,
       correlation_id text NOT NULL, tries int NOT NULL, error text NOT NULL, parked_at timestamptz NOT NULL DEFAULT now(),
       replay_at timestamptz, replayed_at timestamptz)`,
    `CREATE TABLE sagas (
       id uuid PRIMARY KEY, kind text NOT NULL, step text NOT NULL, data jsonb NOT NULL, scope jsonb NOT NULL,
       attempts int NOT NULL DEFAULT 0, wakes int NOT NULL DEFAULT 0, due_at timestamptz NOT NULL DEFAULT now(),
       lease uuid, leased_until timestamptz, deadline_at timestamptz, alarmed_at timestamptz, last_error text,
       started_at timestamptz NOT NULL DEFAULT now(), done_at timestamptz)`,
    `CREATE INDEX sagas_due ON sagas (due_at) WHERE done_at IS NULL`,
    ...['outbox', 'inbox', 'dead_letters', 'sagas'].flatMap((table) => [
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    ]),
    `CREATE POLICY announce ON outbox FOR INSERT TO ${writers} WITH CHECK (true)`,
    `CREATE POLICY relay ON outbox TO ${relay} USING (true) WITH CHECK (true)`,
    `CREATE POLICY once ON inbox TO ${writers} USING (true) WITH CHECK (true)`,
    `CREATE POLICY relay ON inbox FOR SELECT TO ${relay} USING (true)`,
    `CREATE POLICY relay ON dead_letters TO ${own}, ${relay} USING (true) WITH CHECK (true)`,
    `CREATE POLICY own ON sagas TO ${own} USING (true) WITH CHECK (true)`,
    `CREATE POLICY sweep ON sagas TO ${sweeper} USING (true) WITH CHECK (true)`,
    `GRANT INSERT ON outbox TO ${writers}`,
    `GRANT SELECT, UPDATE, DELETE ON outbox TO ${relay}`,
    `GRANT SELECT, INSERT ON inbox TO ${writers}`,
    `GRANT SELECT ON inbox TO ${relay}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON dead_letters TO ${own}, ${relay}`,
    `GRANT SELECT, INSERT, UPDATE ON sagas TO ${own}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON sagas TO ${sweeper}`,
  ];
}
