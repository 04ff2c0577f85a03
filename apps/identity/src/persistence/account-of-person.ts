/**
 * Lateral SQL for the account an organization's invoice for a person goes to: its own client's, else the person's oldest
 * (IMP-8). Gives id, is_client, owner_person_id and owner_label, or no row.
 */
export const accountOfPerson = (personId: string, organizationId: string): string => `(
  SELECT a.id, c.id IS NOT NULL AS is_client, a.owner_person_id, a.owner_label
  FROM account_members m JOIN accounts a ON a.id = m.account_id
    LEFT JOIN clients c ON c.account_id = a.id AND c.organization_id = ${organizationId} AND c.archived_at IS NULL
  WHERE m.person_id = ${personId} AND a.archived_at IS NULL
  ORDER BY c.id IS NULL, a.created_at, a.id LIMIT 1)`;
