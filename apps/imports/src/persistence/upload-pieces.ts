import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';

/** Keeps a piece; the same one sent again takes the place of the first. False when the upload is another organization's. */
export async function savePiece(
  em: EntityManager,
  organizationId: Uuid,
  uploadId: Uuid,
  position: number,
  bytes: Buffer,
): Promise<boolean> {
  const kept = await execute(
    em,
    `INSERT INTO upload_pieces (upload_id, position, organization_id, bytes) VALUES ($1, $2, $3, $4)
     ON CONFLICT (upload_id, position) DO UPDATE SET bytes = excluded.bytes WHERE upload_pieces.organization_id = excluded.organization_id`,
    [uploadId, position, organizationId, bytes],
  );
  return kept > 0;
}

/** Whether an import was made of the upload: its pieces are that import's file from then on. */
export async function isImported(em: EntityManager, organizationId: Uuid, uploadId: Uuid): Promise<boolean> {
  const text = `SELECT 1 FROM imports WHERE upload_id = $1 AND organization_id = $2`;
  return (await query(em, text, [uploadId, organizationId])).length > 0;
}

export async function bytesOf(em: EntityManager, organizationId: Uuid, uploadId: Uuid): Promise<number> {
  const text = `SELECT coalesce(sum(octet_length(bytes)), 0)::int AS size FROM upload_pieces WHERE upload_id = $1 AND organization_id = $2`;
  const [{ size }] = await query<{ size: number }>(em, text, [uploadId, organizationId]);
  return size;
}

export interface Uploaded {
  readonly pieces: number;
  readonly size: number;
  readonly sha256: string | null;
}

/** What has arrived of an upload. */
export async function describeUpload(em: EntityManager, organizationId: Uuid, uploadId: Uuid): Promise<Uploaded> {
  const [uploaded] = await query<Uploaded>(
    em,
    `SELECT count(*)::int AS pieces, coalesce(sum(octet_length(bytes)), 0)::int AS size,
            encode(sha256(string_agg(bytes, '' ORDER BY position)), 'hex') AS sha256
     FROM upload_pieces WHERE upload_id = $1 AND organization_id = $2`,
    [uploadId, organizationId],
  );
  return uploaded;
}

export async function loadPieces(em: EntityManager, organizationId: Uuid, uploadId: Uuid): Promise<Uint8Array[]> {
  const rows = await query<{ bytes: Buffer }>(
    em,
    `SELECT bytes FROM upload_pieces WHERE upload_id = $1 AND organization_id = $2 ORDER BY position`,
    [uploadId, organizationId],
  );
  return rows.map(({ bytes }) => bytes);
}

export async function dropPieces(em: EntityManager, organizationId: Uuid, uploadId: Uuid): Promise<void> {
  const text = `DELETE FROM upload_pieces WHERE upload_id = $1 AND organization_id = $2`;
  await execute(em, text, [uploadId, organizationId]);
}
