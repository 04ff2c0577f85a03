import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { isUUID } from 'class-validator';
import type { ServiceName } from '#contracts/caller';
import type { ExportPiece, PersonExport } from '#contracts/identity/person-exports';
import type { Page } from '#contracts/message';
import { holders } from '#contracts/platform/personal-data';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { execute, query } from '#platform/database/sql';
import { SealedFields } from '#platform/encryption/sealed-fields';
import { Missing } from '#platform/errors/missing';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { IdentityConfig } from '../identity.config.js';
import type { Subject } from './subjects.js';

/** Whose export it is: an organization's, of a person it holds; or somebody's own. */
export type ExportOwner = { readonly organizationId: Uuid } | { readonly userId: Uuid };

/** The file itself, as parts of no service. */
const wholeFile = 'file';

/** Exports of people, encrypted as long as they wait to be fetched. As the exporter. */
@Injectable()
export class PersonExports {
  private readonly fields: SealedFields;

  constructor(
    private readonly clock: Clock,
    @Inject(IdentityConfig) { DATA_KEYS }: IdentityConfig,
  ) {
    this.fields = new SealedFields(DATA_KEYS);
  }

  async begin(em: EntityManager, id: Uuid, owner: ExportOwner, personId: Uuid | null, subjects: readonly Subject[]): Promise<void> {
    const text = `INSERT INTO person_exports (id, organization_id, user_id, person_id, subjects, requested_at)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`;
    await execute(em, text, [id, ...idsOf(owner), personId, JSON.stringify(subjects), this.clock.now()]);
  }

  async get(em: EntityManager, owner: ExportOwner, id: Uuid): Promise<PersonExport> {
    const [row] = await query<ExportRow>(em, `${columns} WHERE id = $1 AND ${ownedBy(owner, 2)}`, [id, ownerId(owner)]);
    if (!row) throw new Missing('identity.no-such-export');
    return this.record(row);
  }

  async list(em: EntityManager, owner: ExportOwner, limit: number, after?: string, personId?: Uuid): Promise<Page<PersonExport>> {
    const [at, before] = decodeCursor(after, 2) ?? [];
    if (before !== undefined && !(typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isUUID(before, 'all'))) throw new BadCursor();
    const text = `${columns} WHERE ${ownedBy(owner, 1)} AND ($2::uuid IS NULL OR (requested_at, id) < ($5::timestamptz, $2))
      AND ($3::uuid IS NULL OR person_id = $3) ORDER BY requested_at DESC, id DESC LIMIT $4`;
    const rows = await query<ExportRow>(em, text, [ownerId(owner), before ?? null, personId ?? null, limit + 1, at ?? null]);
    return pageOf(
      rows.map((row) => this.record(row)),
      limit,
      ({ requestedAt, id }) => [requestedAt, id],
    );
  }

  async subjectsOf(em: EntityManager, id: Uuid): Promise<Subject[]> {
    const [row] = await query<{ subjects: Subject[] }>(em, `SELECT subjects FROM person_exports WHERE id = $1`, [id]);
    return row.subjects;
  }

  /** Keeps a part; the same part again takes its place. */
  async keep(em: EntityManager, id: Uuid, service: ServiceName, part: number, text: string): Promise<void> {
    await this.write(em, id, service, part, text);
  }

  async collected(em: EntityManager, id: Uuid, service: ServiceName): Promise<void> {
    const text = `UPDATE person_exports SET collected = array_append(collected, $2) WHERE id = $1 AND NOT $2 = ANY (collected)`;
    await execute(em, text, [id, service]);
  }

  async isFinished(em: EntityManager, id: Uuid): Promise<boolean> {
    return (await query(em, `SELECT FROM person_exports WHERE id = $1 AND finished_at IS NOT NULL`, [id])).length > 0;
  }

  /** What came in, by service and in order. */
  async parts(em: EntityManager, id: Uuid): Promise<{ service: ServiceName; text: string }[]> {
    const text = `SELECT service, part, key_id AS "keyId", sealed FROM person_export_parts
      WHERE export_id = $1 AND service <> '${wholeFile}' ORDER BY array_position($2::text[], service), part`;
    const rows = await query<PartRow & { service: ServiceName }>(em, text, [id, [...holders]]);
    return rows.map((row) => ({ service: row.service, text: this.open(id, row.service, row) }));
  }

  /** The file, in pieces that a message carries, in place of the parts it was made of. */
  async finish(em: EntityManager, id: Uuid, text: string, keptForMs: number): Promise<void> {
    await execute(em, `DELETE FROM person_export_parts WHERE export_id = $1`, [id]);
    const pieces = piecesOf(text);
    for (const [part, piece] of pieces.entries()) await this.write(em, id, wholeFile, part, piece);
    const now = this.clock.now();
    const done = `UPDATE person_exports SET finished_at = $2, expires_at = $3, size_bytes = $4 WHERE id = $1`;
    await execute(em, done, [id, now, new Date(now.getTime() + keptForMs), Buffer.byteLength(text)]);
  }

  /** A piece of the file, while it can be fetched. */
  async piece(em: EntityManager, owner: ExportOwner, id: Uuid, part: number): Promise<ExportPiece> {
    const { state, requestedAt } = await this.get(em, owner, id);
    const text = `SELECT part, key_id AS "keyId", sealed FROM person_export_parts
      WHERE export_id = $1 AND service = '${wholeFile}' AND part IN ($2, $2 + 1) ORDER BY part`;
    const [piece, further] = state === 'ready' ? await query<PartRow>(em, text, [id, part]) : [];
    if (piece?.part !== part) throw new Missing('identity.no-such-export');
    const fileName = `personal-data-${requestedAt.slice(0, 10)}.json`;
    return { text: this.open(id, wholeFile, piece), next: further ? further.part : null, fileName };
  }

  private async write(em: EntityManager, id: Uuid, service: string, part: number, text: string): Promise<void> {
    const { keyId, bytes } = this.fields.seal(text, placeOf(id, service, part));
    const insert = `INSERT INTO person_export_parts (export_id, service, part, key_id, sealed) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (export_id, service, part) DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed`;
    await execute(em, insert, [id, service, part, keyId, bytes]);
  }

  private open(id: Uuid, service: string, { part, keyId, sealed }: PartRow): string {
    return this.fields.open({ keyId, bytes: sealed }, placeOf(id, service, part));
  }

  private record({ requestedAt, finishedAt, expiresAt, ...row }: ExportRow): PersonExport {
    const expired = expiresAt !== null && expiresAt <= this.clock.now();
    return {
      ...row,
      asked: [...holders],
      state: finishedAt === null ? 'collecting' : expired ? 'expired' : 'ready',
      requestedAt: requestedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      expiresAt: expiresAt?.toISOString() ?? null,
    };
  }
}

interface ExportRow {
  readonly id: Uuid;
  readonly personId: Uuid | null;
  readonly collected: ServiceName[];
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly bytes: number | null;
}

interface PartRow {
  readonly part: number;
  readonly keyId: string;
  readonly sealed: Buffer;
}

const columns = `SELECT id, person_id AS "personId", collected, requested_at AS "requestedAt", finished_at AS "finishedAt",
  expires_at AS "expiresAt", size_bytes AS bytes FROM person_exports`;

const ownerId = (owner: ExportOwner): Uuid => ('userId' in owner ? owner.userId : owner.organizationId);
const idsOf = (owner: ExportOwner): [Uuid | null, Uuid | null] => ('userId' in owner ? [null, owner.userId] : [owner.organizationId, null]);
const ownedBy = (owner: ExportOwner, place: number): string => `${'userId' in owner ? 'user_id' : 'organization_id'} = $${place}`;

const placeOf = (id: Uuid, service: string, part: number) => ({
  table: 'person_export_parts',
  organizationId: service,
  rowId: `${id} ${part}`,
});

const pieceLength = 200_000; // Characters: at most four bytes each, and quotes that JSON escapes once more.

/** Cut where no character is cut in two. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(from + pieceLength, text.length);
    if (to < text.length && /[\ud800-\udbff]/.test(text[to - 1])) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
