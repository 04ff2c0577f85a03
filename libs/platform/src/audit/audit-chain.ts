/** The entries of the log, each with the hash and the place that its chain wants of it. */
export const entriesWithExpectedHash = (where = ''): string => `
    SELECT organization_id, seq, hash,
      encode(sha256(convert_to(concat_ws(E'\\x1f', lag(hash, 1, '') OVER chain, organization_id::text, seq::text,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), caller, caller_name, action, subject, facts::text), 'UTF8')), 'hex') AS expected,
      row_number() OVER chain AS place
    FROM audit_log ${where} WINDOW chain AS (PARTITION BY organization_id ORDER BY seq)`;

/**
 * Invariant of every service: its audit log is whole. Gives the first broken entries of each chain, none when all is well.
 * Runs as a superuser, who sees all organizations.
 */
export const brokenAuditEntries = `
  SELECT organization_id, seq FROM (${entriesWithExpectedHash()}) entries
  WHERE hash <> expected OR seq <> place
  UNION ALL
  SELECT organization_id, head.seq FROM audit_heads head
  WHERE head.seq > 0 AND NOT EXISTS (
    SELECT FROM audit_log log WHERE log.organization_id = head.organization_id AND log.seq = head.seq AND log.hash = head.hash
  )
  ORDER BY 1, 2`;
