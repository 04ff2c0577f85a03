import { createHash } from 'node:crypto';
import type { ActingOrganization, Caller } from '#contracts/caller';
import {
  AppendUpload,
  CommitImport,
  DecideMatches,
  GetImport,
  GetPreview,
  GetReport,
  ListIssues,
  ListRows,
  RepairRow,
  StartImport,
  SteerImport,
  type ImportPreview,
  type ImportRecord,
  type ImportState,
} from '#contracts/imports/imports';
import { GetUndo, GetUndoPreview, UndoImport } from '#contracts/imports/undo';
import { message } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { eventually } from '#testing/eventually';
import type { World } from '#testing/start-world';

/** A club's administrator at work, as the gateway would pass it on. */
export class Operator {
  constructor(
    private readonly world: World,
    readonly club: ActingOrganization,
    readonly caller: Caller = someCaller({ organization: club }),
  ) {}

  async upload(
    content: string | Uint8Array,
    { fileName = 'clients.csv', importId = newId(), pieceBytes = 400_000 } = {},
  ): Promise<ImportRecord> {
    const bytes = Buffer.from(content);
    const uploadId = newId();
    let pieces = 0;
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const piece = bytes.subarray(from, from + pieceBytes).toString('base64');
      await this.world.ask(message(AppendUpload, { uploadId, index: pieces++, bytes: piece }), this.caller);
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return this.world.ask(
      message(StartImport, { importId, uploadId, kind: 'resale', fileName, pieces, size: bytes.length, sha256 }),
      this.caller,
    );
  }

  /** Uploads a file and waits for its check. */
  async check(content: string | Uint8Array): Promise<ImportRecord> {
    return this.settled((await this.upload(content)).id);
  }

  get(importId: Uuid): Promise<ImportRecord> {
    return this.world.ask(message(GetImport, { importId }), this.caller);
  }

  /** Waits until nothing is going on. */
  async settled(importId: Uuid, ...states: ImportState[]): Promise<ImportRecord> {
    const busy: readonly ImportState[] = ['checking', 'running', 'undoing'];
    return eventually(async () => {
      const found = await this.get(importId);
      return states.length > 0 ? states.includes(found.state) && found : !busy.includes(found.state) && found;
    }, { withinMs: 20_000 }); // prettier-ignore
  }

  issues(
    importId: Uuid,
    more: { severity?: 'error' | 'warning' | 'decision'; code?: string; limit?: number; after?: string; language?: 'en' | 'fr' } = {},
  ) {
    return this.world.ask(message(ListIssues, { importId, limit: 1000, language: 'en', ...more }), this.caller);
  }

  rows(importId: Uuid, more: { limit?: number; after?: string } = {}) {
    return this.world.ask(message(ListRows, { importId, limit: 1000, ...more }), this.caller);
  }

  preview(importId: Uuid, more: { limit?: number; after?: string } = {}): Promise<ImportPreview> {
    return this.world.ask(message(GetPreview, { importId, limit: 1000, ...more }), this.caller);
  }

  repair(importId: Uuid, row: number, change: { values?: Record<string, string>; excluded?: boolean }): Promise<ImportRecord> {
    const { values, excluded } = change;
    return this.world.ask(
      message(RepairRow, { importId, row, ...(values && { cells: { values } }), ...(excluded !== undefined && { excluded }) }),
      this.caller,
    );
  }

  decide(importId: Uuid, decisions: DecideMatches['decisions']): Promise<ImportRecord> {
    return this.world.ask(message(DecideMatches, { importId, decisions }), this.caller);
  }

  commit(
    { id, previewHash }: Pick<ImportRecord, 'id' | 'previewHash'>,
    { confirmRepeat, key = newId() }: { confirmRepeat?: boolean; key?: string } = {},
  ): Promise<ImportRecord> {
    const command = message(CommitImport, {
      importId: id,
      previewHash: previewHash!,
      ...(confirmRepeat !== undefined && { confirmRepeat }),
    });
    return this.world.ask(command, this.caller, { idempotencyKey: key });
  }

  steer(importId: Uuid, to: SteerImport['to']): Promise<ImportRecord> {
    return this.world.ask(message(SteerImport, { importId, to }), this.caller);
  }

  undo(importId: Uuid, key = newId()): Promise<ImportRecord> {
    return this.world.ask(message(UndoImport, { importId }), this.caller, { idempotencyKey: key });
  }

  undoPreview(importId: Uuid, more: { limit?: number; after?: string } = {}) {
    return this.world.ask(message(GetUndoPreview, { importId, limit: 1000, ...more }), this.caller);
  }

  undoResult(importId: Uuid, more: { limit?: number; after?: string } = {}) {
    return this.world.ask(message(GetUndo, { importId, limit: 1000, ...more }), this.caller);
  }

  /** The whole report. */
  async report(importId: Uuid, language: 'en' | 'fr' = 'en'): Promise<string> {
    let text = '';
    for (let after: string | undefined; ;) {
      const piece = await this.world.ask(message(GetReport, { importId, language, ...(after !== undefined && { after }) }), this.caller);
      text += piece.text;
      if (piece.next === null) return text;
      after = piece.next;
    }
  }
}
