import type { ServiceName } from '#contracts/caller';

/**
 * The letters of a service, for one of its migrations. They are written in the transaction of what they tell; the narrow role
 * `postman` sends them. What a letter says, and to whom, is encrypted, and erased once it is sent or given up. `writers` are the
 * roles that write letters.
 */
export const lettersTable = (service: ServiceName, writers: readonly string[] = []): string[] => {
  const [own, postman] = [`${service}_service`, `${service}_postman`];
  const all = [own, ...writers.map((role) => `${service}_${role}`)].join(', ');
  return [
    `CREATE TABLE letters (
       id uuid PRIMARY KEY, organization_id uuid, kind text NOT NULL, about uuid, urgent boolean NOT NULL, key_id text, sealed bytea,
       written_at timestamptz(3) NOT NULL DEFAULT now(), due_at timestamptz NOT NULL DEFAULT now(), tries int NOT NULL DEFAULT 0,
       lease uuid, leased_until timestamptz, sent_at timestamptz, given_up_at timestamptz, problem text,
       CHECK (num_nonnulls(sent_at, given_up_at) <= 1),
       CHECK ((sealed IS NULL) = (num_nonnulls(sent_at, given_up_at) = 1)), CHECK ((sealed IS NULL) = (key_id IS NULL)))`,
    `CREATE INDEX letters_open ON letters (urgent DESC, due_at) WHERE sealed IS NOT NULL`,
    `CREATE INDEX letters_of_organization ON letters (organization_id, written_at DESC, id DESC)`,
    `CREATE INDEX letters_about ON letters (about, written_at DESC, id DESC) WHERE about IS NOT NULL`,
    `ALTER TABLE letters ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE letters FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY write ON letters FOR INSERT TO ${all}
       WITH CHECK (organization_id IS NULL OR organization_id = ANY ((SELECT app_organizations())::uuid[]))`,
    `CREATE POLICY own ON letters FOR SELECT TO ${own} USING (organization_id = ANY ((SELECT app_organizations())::uuid[]))`,
    `CREATE POLICY deliver ON letters TO ${postman} USING (true) WITH CHECK (true)`,
    `GRANT INSERT ON letters TO ${all}`,
    `GRANT SELECT (id, organization_id, kind, about, written_at, tries, sent_at, given_up_at, problem) ON letters TO ${own}`,
    `GRANT SELECT, UPDATE ON letters TO ${postman}`,
  ];
};
