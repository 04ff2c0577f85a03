-- What the database alone needs for a resale import: validation, exact and near match, and all target rows
-- as set-based SQL in one transaction, on the columns and mix of bench/population.ts. Sections start with "-- @name".

-- @schema
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE TABLE federation(id int PRIMARY KEY);
INSERT INTO federation(id) VALUES (1);
CREATE TABLE invoice_counter(federation_id int NOT NULL REFERENCES federation, level text NOT NULL, last_no bigint NOT NULL DEFAULT 0, PRIMARY KEY (federation_id, level));
INSERT INTO invoice_counter SELECT 1, l FROM unnest(ARRAY['client','corporate']) l;
CREATE TABLE club(id int PRIMARY KEY, federation_id int NOT NULL REFERENCES federation);
INSERT INTO club SELECT i, 1 FROM generate_series(0, 11) i;
CREATE TABLE membership_type(id int PRIMARY KEY, federation_id int NOT NULL REFERENCES federation, name text NOT NULL,
  client_cents int NOT NULL, corporate_cents int NOT NULL, min_age int NOT NULL, max_age int NOT NULL, UNIQUE (federation_id, name));
CREATE TABLE person(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  federation_id int NOT NULL REFERENCES federation,
  first_name text NOT NULL, last_name text NOT NULL, gender char(1), birthday date,
  email text, phone text, street text, zip text, city text, province text, country text,
  match_key uuid NOT NULL, import_id bigint, created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX person_match ON person(federation_id, match_key);
CREATE INDEX person_block ON person(federation_id, birthday);
CREATE TABLE account(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner_id bigint NOT NULL UNIQUE REFERENCES person,
  currency char(3) NOT NULL DEFAULT 'CAD', created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE account_member(account_id bigint NOT NULL REFERENCES account, person_id bigint NOT NULL REFERENCES person, PRIMARY KEY (person_id, account_id));
CREATE TABLE membership(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person_id bigint NOT NULL REFERENCES person,
  club_id int NOT NULL REFERENCES club, type_id int NOT NULL REFERENCES membership_type,
  starts date NOT NULL, ends date NOT NULL, import_id bigint, import_row int, CHECK (ends > starts));
CREATE INDEX membership_person ON membership(person_id);
CREATE TABLE invoice(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, federation_id int NOT NULL REFERENCES federation,
  level text NOT NULL CHECK (level IN ('client','corporate')), number bigint NOT NULL,
  account_id bigint REFERENCES account, club_id int REFERENCES club, membership_id bigint NOT NULL REFERENCES membership,
  issued date NOT NULL, due date NOT NULL, currency char(3) NOT NULL, total_cents bigint NOT NULL, status text NOT NULL);
CREATE UNIQUE INDEX invoice_number ON invoice(federation_id, level, number);
CREATE INDEX invoice_membership ON invoice(membership_id);
CREATE TABLE invoice_line(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, invoice_id bigint NOT NULL REFERENCES invoice,
  description text NOT NULL, quantity int NOT NULL, unit_cents bigint NOT NULL, gst_cents bigint NOT NULL, qst_cents bigint NOT NULL, total_cents bigint NOT NULL);
CREATE INDEX invoice_line_invoice ON invoice_line(invoice_id);
CREATE TABLE ledger_entry(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, invoice_id bigint NOT NULL REFERENCES invoice,
  ledger text NOT NULL, debit_cents bigint NOT NULL, credit_cents bigint NOT NULL, booked date NOT NULL);
CREATE INDEX ledger_entry_invoice ON ledger_entry(invoice_id);
CREATE TABLE outbox(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, key bigint NOT NULL,
  payload jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE import_issue(import_id bigint NOT NULL, row_no int NOT NULL, code text NOT NULL);
CREATE UNLOGGED TABLE staging(
  first_name text, last_name text, street text, city text, province text, zip text, country text, phone text, gender text, email text,
  amilia_id text, birthday text, membership text, expires text, owner_first text, owner_last text, owner_gender text, owner_email text,
  row_no int GENERATED ALWAYS AS IDENTITY (START 2));
-- Names compare trimmed, case-folded, accent-free, hyphens and apostrophes as spaces (IMP-9).
CREATE FUNCTION norm(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT lower(regexp_replace(public.unaccent('public.unaccent', btrim(t)), '[-''’\s]+', ' ', 'g')) $$;
CREATE FUNCTION good_date(t text) RETURNS bool LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN t ~ '^(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/(19|20)\d\d$' THEN
       split_part(t,'/',2)::int <= extract(day FROM make_date(split_part(t,'/',3)::int, split_part(t,'/',1)::int, 1) + interval '1 month - 1 day')
     ELSE false END $$;

-- @validate
CREATE TEMP TABLE v ON COMMIT DROP AS
SELECT s.row_no, btrim(first_name) first_name, btrim(last_name) last_name, gender, email, phone, street, zip, city, province, country,
  btrim(owner_first) owner_first, btrim(owner_last) owner_last, owner_gender, owner_email,
  CASE WHEN good_date(birthday) THEN to_date(birthday, 'MM/DD/YYYY') END bday,
  t.id type_id, t.client_cents, t.corporate_cents,
  md5(norm(first_name)||'|'||norm(last_name)||'|'||gender||'|'||birthday)::uuid match_key,
  array_remove(ARRAY[
    CASE WHEN coalesce(btrim(first_name),'') = '' THEN 'first_name.missing' END,
    CASE WHEN coalesce(btrim(last_name),'') = '' THEN 'last_name.missing' END,
    CASE WHEN coalesce(btrim(street),'') = '' THEN 'street.missing' END,
    CASE WHEN coalesce(btrim(city),'') = '' THEN 'city.missing' END,
    CASE WHEN coalesce(btrim(zip),'') = '' THEN 'zip.missing' END,
    CASE WHEN gender NOT IN ('M','F') OR gender IS NULL THEN 'gender.unknown' END,
    CASE WHEN NOT good_date(birthday) THEN 'birthday.bad' END,
    CASE WHEN email <> '' AND email !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' THEN 'email.bad' END,
    CASE WHEN owner_email <> '' AND owner_email !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' THEN 'owner_email.bad' END,
    CASE WHEN coalesce(amilia_id,'') <> '' THEN 'amilia_id.filled' END,
    CASE WHEN length(first_name) > 100 OR length(last_name) > 100 THEN 'name.too_long' END,
    CASE WHEN t.id IS NULL THEN 'membership.unknown' END], NULL) errors
FROM staging s LEFT JOIN membership_type t ON t.federation_id = 1 AND t.name = s.membership;
INSERT INTO import_issue SELECT 1, row_no, unnest(errors) FROM v WHERE errors <> '{}';

-- @match
CREATE TEMP TABLE m ON COMMIT DROP AS
SELECT v.*, p.id person_id, a.account_id
FROM (SELECT *, row_number() OVER (PARTITION BY match_key, type_id ORDER BY row_no) dup FROM v WHERE errors = '{}') v
LEFT JOIN person p ON p.federation_id = 1 AND p.match_key = v.match_key
LEFT JOIN account_member a ON a.person_id = p.id;
INSERT INTO import_issue SELECT 1, row_no, 'duplicate.in_file' FROM m WHERE dup > 1;
DELETE FROM m WHERE dup > 1;
ANALYZE m;
CREATE TEMP TABLE near ON COMMIT DROP AS
SELECT DISTINCT ON (m.row_no) m.row_no, p.id person_id, a.account_id
FROM m JOIN person p ON p.federation_id = 1 AND p.birthday = m.bday LEFT JOIN account_member a ON a.person_id = p.id
WHERE m.person_id IS NULL AND (levenshtein_less_equal(lower(m.first_name||' '||m.last_name), lower(p.first_name||' '||p.last_name), 2) <= 2
   OR (lower(m.first_name) = lower(p.last_name) AND lower(m.last_name) = lower(p.first_name)))
ORDER BY m.row_no, p.id;
INSERT INTO import_issue SELECT 1, row_no, 'possible.match' FROM near;
DELETE FROM m USING membership ms WHERE ms.person_id = m.person_id AND ms.type_id = m.type_id AND ms.ends = date '2027-08-31';

-- @decide
-- The decisions answered by rule: even rows reuse whom they look like, odd rows are somebody new.
UPDATE m SET person_id = near.person_id, account_id = near.account_id FROM near WHERE near.row_no = m.row_no AND m.row_no % 2 = 0;

-- @people
-- Owners of children first, one for each name and e-mail; then everybody new with an account, or as a member of the owner's.
CREATE TEMP TABLE o ON COMMIT DROP AS
SELECT nextval('person_id_seq') owner_id, nextval('account_id_seq') account_id, norm(owner_first) f, norm(owner_last) l, owner_email,
  min(owner_first) owner_first, min(owner_last) owner_last, min(owner_gender) owner_gender
FROM m WHERE person_id IS NULL AND owner_email <> '' GROUP BY 3, 4, 5;
ALTER TABLE m ADD made bool NOT NULL DEFAULT false, ADD own bool NOT NULL DEFAULT false;
UPDATE m SET person_id = nextval('person_id_seq'), account_id = o.account_id, made = true
FROM o WHERE m.person_id IS NULL AND o.f = norm(m.owner_first) AND o.l = norm(m.owner_last) AND o.owner_email = m.owner_email;
UPDATE m SET person_id = nextval('person_id_seq'), account_id = nextval('account_id_seq'), made = true, own = true WHERE person_id IS NULL;
INSERT INTO person(id,federation_id,first_name,last_name,gender,birthday,email,phone,street,zip,city,province,country,match_key,import_id) OVERRIDING SYSTEM VALUE
SELECT owner_id,1,owner_first,owner_last,owner_gender,NULL,owner_email,NULL,NULL,NULL,NULL,NULL,NULL,md5(f||'|'||l||'|'||owner_email)::uuid,1 FROM o
UNION ALL
SELECT person_id,1,first_name,last_name,gender,bday,email,phone,street,zip,city,province,country,match_key,1 FROM m WHERE made;
INSERT INTO account(id,owner_id) OVERRIDING SYSTEM VALUE
SELECT account_id, owner_id FROM o UNION ALL SELECT account_id, person_id FROM m WHERE own;
INSERT INTO account_member(account_id,person_id) SELECT account_id, owner_id FROM o UNION ALL SELECT account_id, person_id FROM m WHERE made;

-- @memberships
CREATE TEMP TABLE ms ON COMMIT DROP AS
SELECT nextval('membership_id_seq') membership_id, row_number() OVER (ORDER BY row_no) k, * FROM m;
ANALYZE ms;
INSERT INTO membership(id,person_id,club_id,type_id,starts,ends,import_id,import_row) OVERRIDING SYSTEM VALUE
SELECT membership_id,person_id,1,type_id,'2026-09-01','2027-08-31',1,row_no FROM ms;

-- @invoices
UPDATE invoice_counter SET last_no = last_no + (SELECT count(*) FROM ms) WHERE federation_id = 1;
CREATE TEMP TABLE iv ON COMMIT DROP AS
SELECT *, cents + gst + qst total FROM (
  SELECT nextval('invoice_id_seq') invoice_id, l.level, l.last_no - c.cnt + ms.k AS number, ms.membership_id,
    CASE l.level WHEN 'client' THEN ms.account_id END account_id, cents, round(cents * 0.05) gst, round(cents * 0.09975) qst, ms.row_no
  FROM ms, invoice_counter l, (SELECT count(*) cnt FROM ms) c, LATERAL (SELECT CASE l.level WHEN 'client' THEN ms.client_cents ELSE ms.corporate_cents END cents) x
  WHERE l.federation_id = 1) taxed;
INSERT INTO invoice(id,federation_id,level,number,account_id,club_id,membership_id,issued,due,currency,total_cents,status) OVERRIDING SYSTEM VALUE
SELECT invoice_id,1,level,number,account_id,1,membership_id,current_date,current_date+30,'CAD',total,'open' FROM iv;
INSERT INTO invoice_line(invoice_id,description,quantity,unit_cents,gst_cents,qst_cents,total_cents) SELECT invoice_id,'Membership 2026-2027',1,cents,gst,qst,total FROM iv;
INSERT INTO ledger_entry(invoice_id,ledger,debit_cents,credit_cents,booked)
SELECT invoice_id,x.ledger,x.debit,x.credit,current_date FROM iv,
  LATERAL (VALUES ('1100',total,0),('4000',0,cents),('2310',0,gst),('2320',0,qst)) x(ledger,debit,credit);

-- @outbox
INSERT INTO outbox(topic,key,payload)
SELECT 'person.created',person_id,jsonb_build_object('id',person_id,'importId',1,'row',row_no) FROM m WHERE made
UNION ALL SELECT 'membership.created',membership_id,jsonb_build_object('id',membership_id,'personId',person_id,'importId',1,'row',row_no) FROM ms
UNION ALL SELECT 'invoice.created',invoice_id,jsonb_build_object('id',invoice_id,'level',level,'membershipId',membership_id,'cents',total,'row',row_no) FROM iv;

-- @check
SELECT (SELECT count(*) FROM staging) staged, (SELECT count(*) FROM import_issue WHERE code <> 'possible.match') errors,
  (SELECT count(*) FROM import_issue WHERE code = 'possible.match') possible,
  (SELECT count(*) FROM person WHERE import_id = 1) people, (SELECT count(*) FROM membership WHERE import_id = 1) memberships,
  (SELECT count(*) FROM invoice) invoices, (SELECT sum(total_cents) FROM invoice) cents,
  (SELECT count(*) FROM ledger_entry) ledger, (SELECT count(*) FROM outbox) outbox,
  (SELECT sum(debit_cents) - sum(credit_cents) FROM ledger_entry) imbalance,
  (SELECT count(*) - max(number) + min(number) - 1 FROM invoice WHERE level = 'client') number_gaps;
