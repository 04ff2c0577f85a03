import { createHash } from 'node:crypto';
import type { ImportState } from '#contracts/imports/imports';
import type { ImportProgressView } from './import.response.js';

const moving: readonly ImportState[] = ['checking', 'running', 'undoing'];

/** Whether nothing more happens until somebody does something. */
export const atRest = ({ state }: { state: ImportState }): boolean => !moving.includes(state);

/** The same progress has the same id, so that a client that reconnects is not told twice. */
export const eventId = (progress: ImportProgressView): string =>
  createHash('sha256').update(JSON.stringify(progress)).digest('base64url').slice(0, 16);

/** One server-sent event. JSON holds no line break, so `data` is one line. */
export const eventText = (event: string, progress: ImportProgressView): string =>
  `id: ${eventId(progress)}\nevent: ${event}\ndata: ${JSON.stringify(progress)}\n\n`;
