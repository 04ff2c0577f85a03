import { Migration } from '@mikro-orm/migrations';

const mine = `= ANY ((SELECT app_organizations())::uuid[])`;
const forced = (table: string) => [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`];

/** A picture is shared (ID-3): whoever holds a profile of the person sees it and may change it. Pieces are of who sends them. */
const pictures = [
  `CREATE TABLE pictures (
     person_id uuid PRIMARY KEY REFERENCES people,
     jpeg bytea NOT NULL,
     sha256 text NOT NULL,
     side integer NOT NULL CHECK (side > 0),
     changed_at timestamptz NOT NULL
   )`,
  `ALTER TABLE pictures ALTER jpeg SET STORAGE EXTERNAL`, // It is compressed already.
  ...forced('pictures'),
  `CREATE POLICY held ON pictures TO identity_service
     USING (EXISTS (SELECT FROM profiles p WHERE p.person_id = pictures.person_id AND p.organization_id ${mine}))
     WITH CHECK (EXISTS (SELECT FROM profiles p WHERE p.person_id = pictures.person_id AND p.organization_id ${mine}))`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON pictures TO identity_service`,
  `CREATE TABLE picture_pieces (
     organization_id uuid NOT NULL,
     upload_id uuid NOT NULL,
     position integer NOT NULL,
     bytes bytea NOT NULL,
     arrived_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (organization_id, upload_id, position)
   )`,
  `CREATE INDEX ON picture_pieces (organization_id, arrived_at)`,
  ...forced('picture_pieces'),
  `CREATE POLICY own ON picture_pieces TO identity_service USING (organization_id ${mine}) WITH CHECK (organization_id ${mine})`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON picture_pieces TO identity_service`,
];

export class Pictures extends Migration {
  override up(): void {
    for (const statement of pictures) this.addSql(statement);
  }
}
