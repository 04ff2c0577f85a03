import type { Response } from 'express';
import type { ExportPiece } from '#contracts/identity/person-exports';
import { attach, writeOut } from '../edge/attachment.js';
import { ExportDocumentView } from './export-document.response.js';

/** What a route that gives the file says of it. */
export const exportedFile = {
  description: 'Services, their sections, and in each the records with what their fields hold, why and how long they are kept',
  type: ExportDocumentView,
  headers: { 'Content-Disposition': 'attachment, with a file name' },
};

/** Writes a file out piece by piece, each asked for when the one before is gone. */
export async function writeExport(response: Response, ask: (piece: number) => Promise<ExportPiece>): Promise<void> {
  let found = await ask(0);
  attach(response, found.fileName, 'application/json; charset=utf-8');
  await writeOut(response, found.text);
  while (found.next !== null && !response.destroyed) {
    found = await ask(found.next);
    await writeOut(response, found.text);
  }
  response.end();
}
