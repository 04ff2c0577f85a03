import type { EntityManager } from '@mikro-orm/postgresql';
import type { PictureRecord } from '#contracts/identity/pictures';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';

interface PictureRow extends Omit<PictureRecord, 'changedAt'> {
  readonly changedAt: Date;
}

const columns = `person_id AS "personId", sha256, side, changed_at AS "changedAt"`;
const recordOf = ({ personId, sha256, side, changedAt }: PictureRow): PictureRecord => ({
  personId,
  sha256,
  side,
  changedAt: changedAt.toISOString(),
});

export async function findPicture(em: EntityManager, personId: Uuid): Promise<(PictureRecord & { jpeg: Buffer }) | undefined> {
  const [found] = await query<PictureRow & { jpeg: Buffer }>(em, `SELECT ${columns}, jpeg FROM pictures WHERE person_id = $1`, [personId]);
  return found && { ...recordOf(found), jpeg: found.jpeg };
}

export async function savePicture(
  em: EntityManager,
  { personId, jpeg, sha256, side, changedAt }: PictureRecord & { readonly jpeg: Buffer },
): Promise<void> {
  await execute(
    em,
    `INSERT INTO pictures (person_id, jpeg, sha256, side, changed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (person_id) DO UPDATE SET jpeg = excluded.jpeg, sha256 = excluded.sha256, side = excluded.side, changed_at = excluded.changed_at`,
    [personId, jpeg, sha256, side, changedAt],
  );
}

export async function deletePicture(em: EntityManager, personId: Uuid): Promise<PictureRecord | undefined> {
  const [gone] = await query<PictureRow>(em, `DELETE FROM pictures WHERE person_id = $1 RETURNING ${columns}`, [personId]);
  return gone && recordOf(gone);
}

/** Keeps a piece; the same one sent again takes the place of the first. Answers how much of the picture has arrived. */
export async function keepPiece(
  em: EntityManager,
  { organizationId, uploadId, index, bytes }: { organizationId: Uuid; uploadId: Uuid; index: number; bytes: Buffer },
): Promise<number> {
  if (index === 0) await execute(em, forgotten, [organizationId]);
  await query(em, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [uploadId]); // Pieces that come at once would not count each other.
  await execute(
    em,
    `INSERT INTO picture_pieces (organization_id, upload_id, position, bytes) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organization_id, upload_id, position) DO UPDATE SET bytes = excluded.bytes`,
    [organizationId, uploadId, index, bytes],
  );
  const text = `SELECT sum(octet_length(bytes))::int AS size FROM picture_pieces WHERE organization_id = $1 AND upload_id = $2`;
  const [{ size }] = await query<{ size: number }>(em, text, [organizationId, uploadId]);
  return size;
}

/** Of pictures that never came whole. */
const forgotten = `DELETE FROM picture_pieces WHERE organization_id = $1 AND arrived_at < now() - interval '1 hour'`;

/** What has arrived, which is not kept any longer. */
export async function takePieces(em: EntityManager, organizationId: Uuid, uploadId: Uuid): Promise<Buffer> {
  const rows = await query<{ position: number; bytes: Buffer }>(
    em,
    `DELETE FROM picture_pieces WHERE organization_id = $1 AND upload_id = $2 RETURNING position, bytes`,
    [organizationId, uploadId],
  );
  return Buffer.concat(rows.sort((a, b) => a.position - b.position).map(({ bytes }) => bytes));
}
