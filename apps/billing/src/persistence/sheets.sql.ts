/** Whose books show a sheet: the account itself, unless it was merged into another (ID-24). One look-up by key, of a page's rows. */
export const homeOf = (sheet: string): string => `coalesce((SELECT joined_to FROM billing_accounts WHERE id = ${sheet}), ${sheet})`;

/** The sheets in the books of an account that is in the query as `account`; nearly always itself alone. */
export const sheetsOf = (account: string): string =>
  `ANY (CASE WHEN ${account}.merged THEN sheets_of(${account}.id) ELSE ARRAY[${account}.id] END)`;

/** The party that the newest document in an account's books names: a party's name is kept nowhere else. */
export const newestParty = (account: string): string => `CASE WHEN ${account}.merged THEN newest_party(${account}.id) ELSE (
    SELECT d.party_id FROM documents d WHERE d.billing_account_id = ${account}.id ORDER BY d.number DESC LIMIT 1) END`;
