import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';

/**
 * The rest of a file, for whoever asked for it: another replica may be asked for the next piece. Of what a client asked for the
 * client's id stands where the organization's would, so that nobody else at the organization's reaches it.
 */
@Injectable()
export class FilePieces {
  async keep(em: EntityManager, organizationId: Uuid, fileId: Uuid, pieces: readonly Uint8Array[]): Promise<void> {
    await execute(em, `DELETE FROM file_pieces WHERE organization_id = $1 AND made_at < now() - interval '1 hour'`, [organizationId]);
    for (const [i, bytes] of pieces.entries()) {
      const values = [fileId, organizationId, i + 1, Buffer.from(bytes)];
      await execute(em, 'INSERT INTO file_pieces (file_id, organization_id, piece, bytes) VALUES ($1, $2, $3, $4)', values);
    }
  }

  async find(em: EntityManager, organizationId: Uuid, fileId: Uuid, piece: number): Promise<Uint8Array | undefined> {
    const select = 'SELECT bytes FROM file_pieces WHERE file_id = $1 AND piece = $2 AND organization_id = $3';
    const [found] = await query<{ bytes: Uint8Array }>(em, select, [fileId, piece, organizationId]);
    return found?.bytes;
  }
}
