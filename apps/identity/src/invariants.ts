import { staffRoles } from '#kernel/roles';
import { brokenAuditEntries } from '#platform/audit/audit-chain';
import type { Invariant } from '#platform/database/invariant';

const staff = `(${staffRoles.map((role) => `'${role}'`).join(', ')})`;

/** The laws of this service's own data. */
export const identityInvariants: Invariant[] = [
  {
    number: 8,
    title: 'A person is created at most once per match key by one import',
    sql: `SELECT import_id, count(*) FROM people WHERE import_id IS NOT NULL AND gender IS NOT NULL AND birth_date IS NOT NULL
      GROUP BY import_id, network_id, last_key, first_key, birth_date, gender HAVING count(*) > 1`,
  },
  {
    number: 8,
    title: 'The owner of an account is one of its members',
    sql: `SELECT a.id FROM accounts a WHERE a.owner_person_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM account_members m WHERE m.account_id = a.id AND m.person_id = a.owner_person_id)`,
  },
  {
    number: 8,
    title: 'An account has a member unless it is corporate, and one that an import made a client of its organization',
    sql: `SELECT a.id FROM accounts a WHERE (NOT EXISTS (SELECT FROM account_members m WHERE m.account_id = a.id)
        AND NOT EXISTS (SELECT FROM corporate_accounts k WHERE k.account_id = a.id))
      OR (a.import_id IS NOT NULL AND a.merged_into IS NULL AND NOT EXISTS (SELECT FROM clients c WHERE c.account_id = a.id AND c.organization_id = a.made_by))`,
  },
  {
    number: 8,
    title: 'A client names its owner as the owner is called',
    sql: `SELECT c.id FROM clients c JOIN accounts a ON a.id = c.account_id LEFT JOIN people p ON p.id = a.owner_person_id
      WHERE c.owner_key IS DISTINCT FROM p.first_key || ' ' || p.last_key`,
  },
  {
    number: 8,
    title: 'Owner and members of an account are of its network',
    sql: `SELECT a.id FROM accounts a JOIN account_members m ON m.account_id = a.id JOIN people p ON p.id = m.person_id
      WHERE m.network_id <> a.network_id OR p.network_id <> a.network_id`,
  },
  {
    number: 8,
    title: 'Whom an import named, its organization holds a profile of',
    sql: `SELECT a.import_id, a.person_id FROM admissions a
      WHERE NOT EXISTS (SELECT FROM profiles p WHERE p.organization_id = a.organization_id AND p.person_id = a.person_id)`,
  },
  {
    number: 8,
    title: 'What is archived is nobody’s: an account has no client then, a person no profile, and neither owns what lives',
    sql: `SELECT a.id FROM accounts a JOIN clients c ON c.account_id = a.id WHERE a.archived_at IS NOT NULL AND c.archived_at IS NULL
      UNION ALL SELECT p.id FROM people p JOIN profiles h ON h.person_id = p.id WHERE p.archived_at IS NOT NULL AND h.archived_at IS NULL
      UNION ALL SELECT p.id FROM people p JOIN accounts a ON a.owner_person_id = p.id WHERE p.archived_at IS NOT NULL AND a.archived_at IS NULL`,
  },
  {
    number: 8,
    title: 'Only what no other organization has is archived',
    sql: `SELECT id FROM people WHERE archived_at IS NOT NULL AND shared AND merged_into IS NULL
      UNION ALL SELECT id FROM accounts WHERE archived_at IS NOT NULL AND shared AND merged_into IS NULL`,
  },
  {
    number: 8,
    title: 'Who was merged is nobody’s any more, and leads to somebody of the network who is (ID-24)',
    sql: `SELECT p.id FROM people p JOIN profiles h ON h.person_id = p.id WHERE p.merged_into IS NOT NULL
      UNION ALL SELECT p.id FROM people p JOIN account_members m ON m.person_id = p.id JOIN accounts a ON a.id = m.account_id
        WHERE p.merged_into IS NOT NULL AND a.merged_into IS NULL
      UNION ALL SELECT a.id FROM accounts a JOIN clients c ON c.account_id = a.id WHERE a.merged_into IS NOT NULL
      UNION ALL SELECT a.id FROM accounts a JOIN account_sign_ins s ON s.account_id = a.id WHERE a.merged_into IS NOT NULL
      UNION ALL SELECT p.id FROM people p LEFT JOIN people s ON s.id = p.merged_into AND s.network_id = p.network_id
        WHERE p.merged_into IS NOT NULL AND s.id IS NULL
      UNION ALL SELECT a.id FROM accounts a LEFT JOIN accounts s ON s.id = a.merged_into AND s.network_id = a.network_id
        WHERE a.merged_into IS NOT NULL AND s.id IS NULL`,
  },
  {
    number: 8,
    title: 'Somebody is merged exactly while a merge of theirs is not undone (ID-24)',
    sql: `SELECT p.id FROM people p WHERE (p.merged_into IS NOT NULL) <> EXISTS (
        SELECT FROM merges m WHERE m.closed_id = p.id AND m.survivor_id = p.merged_into AND m.state <> 'undone')
      AND (p.merged_into IS NOT NULL OR EXISTS (SELECT FROM merges m WHERE m.closed_id = p.id AND m.state <> 'undone'))`,
  },
  {
    number: 6,
    title: 'A grant or key belongs to an organization of the kind its role fits',
    sql: `SELECT g.id FROM (SELECT id, organization_id, role FROM grants UNION ALL SELECT id, organization_id, role FROM api_keys WHERE role <> 'operator') g
      JOIN organizations o ON o.id = g.organization_id WHERE (g.role NOT IN ${staff} AND (g.role = 'federation-administrator') <> (o.kind = 'federation'))
        OR (g.role IN ('director', 'bdc-director') AND o.kind <> 'dealership')`,
  },
  {
    number: 8,
    title: 'Who signs in to an account is a member of it, under the username of the sign-in',
    sql: `SELECT s.account_id, s.person_id FROM account_sign_ins s JOIN users u ON u.id = s.user_id
      WHERE s.username <> u.email_key OR (s.person_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM account_members m WHERE m.account_id = s.account_id AND m.person_id = s.person_id))`,
  },
  {
    number: 8,
    title: 'Who signs in to a corporate account was given access that nobody withdrew, and the other way round (ID-7)',
    sql: `SELECT s.account_id, s.user_id FROM account_sign_ins s WHERE s.person_id IS NULL
      EXCEPT SELECT account_id, user_id FROM corporate_usernames WHERE active_at IS NOT NULL AND withdrawn_at IS NULL
      UNION ALL (SELECT account_id, user_id FROM corporate_usernames WHERE active_at IS NOT NULL AND withdrawn_at IS NULL
        EXCEPT SELECT account_id, user_id FROM account_sign_ins WHERE person_id IS NULL)`,
  },
  {
    number: 6,
    title: 'Answers are those of a form of the same organization, to questions it has asked',
    sql: `SELECT a.form_id, a.person_id FROM form_answers a JOIN forms f ON f.id = a.form_id
      WHERE f.organization_id <> a.organization_id OR EXISTS (SELECT FROM jsonb_object_keys(a.answers) AS key
        WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(f.questions) AS question WHERE question ->> 'key' = key))`,
  },
  {
    number: 6,
    title: 'Two who may be one are of one network',
    sql: `SELECT d.id FROM possible_duplicates d JOIN people a ON a.id = d.person_id JOIN people b ON b.id = d.other_id WHERE a.network_id <> b.network_id`,
  },
  {
    number: 6,
    title: 'An organization that has administrators has an owner among them (ID-28)',
    sql: `SELECT organization_id FROM grants WHERE role NOT IN ${staff} GROUP BY organization_id HAVING NOT bool_or(owner AND disabled_at IS NULL)`,
  },
  { number: 6, title: 'The audit log is whole', sql: brokenAuditEntries },
];
