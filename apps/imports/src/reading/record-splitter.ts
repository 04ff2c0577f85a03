import type { Delimiter } from './delimiter.js';
import { limits } from './limits.js';

/** A record as the file has it, without its line break. */
export interface RawRecord {
  readonly text: string;
  readonly problem: RecordProblem | null;
  readonly quoted: boolean; // Has a quote somewhere; others are split by their delimiter alone.
}

export type RecordProblem = 'quote-inside' | 'text-after-quote' | 'unclosed-quote' | 'too-long';

const [quote, cr, lf, space, tab] = [0x22, 0x0d, 0x0a, 0x20, 0x09];

/** Where in a cell the reader stands: nothing yet but spaces; plain text; between quotes; after the closing quote. */
const [start, plain, between, closed] = [0, 1, 2, 3];

interface Found {
  readonly end: number;
  readonly next: number;
  readonly problem: RecordProblem | null;
  readonly quoted: boolean;
  readonly lineEndMissing?: boolean; // Too long to keep waiting for: the rest of the line is dropped as it arrives.
}

/**
 * Finds the records of RFC 4180 in text that arrives in pieces: line breaks are CRLF, LF or CR, and those between quotes belong to
 * the cell. Spaces around quotes are let through. A broken record is named with its reason and the next line starts afresh; when
 * a quote was opened and never closed, that is the line after the one it was opened on, so that one slip hides no other row.
 */
export class RecordSplitter {
  private readonly delimiter: number;
  private rest = '';
  private dropping = false;

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** Takes the next piece; gives every record that is complete. */
  push(piece: string): RawRecord[] {
    this.rest = this.rest === '' ? piece : this.rest + piece;
    return this.drain(false);
  }

  /** The end of the file: whatever is left is its last record. */
  end(): RawRecord[] {
    return this.drain(true);
  }

  private drain(final: boolean): RawRecord[] {
    const records: RawRecord[] = [];
    let from = this.dropping ? this.dropLine(final) : 0;
    while (from < this.rest.length) {
      const found = readRecord(this.rest, from, this.delimiter, final);
      if (found === undefined) break;
      records.push({ text: this.rest.slice(from, found.end), problem: found.problem, quoted: found.quoted });
      from = found.next;
      if (found.lineEndMissing) this.dropping = true;
    }
    this.rest = this.rest.slice(from);
    return records;
  }

  /** Where the line after an overlong one starts. */
  private dropLine(final: boolean): number {
    const end = this.rest.search(/[\r\n]/);
    if (end < 0) return this.rest.length;
    if (this.rest.charCodeAt(end) === cr && end + 1 === this.rest.length && !final) return end; // Perhaps CRLF, cut in two.
    this.dropping = false;
    return afterBreak(this.rest, end);
  }
}

/** One record from `from` on, or undefined when its end has not arrived. */
function readRecord(text: string, from: number, delimiter: number, final: boolean): Found | undefined {
  const cap = Math.min(text.length, from + limits.recordCharacters);
  let state = start;
  let firstBreak = -1; // Between quotes: where to start afresh when they turn out broken.
  let quoted = false;
  for (let at = from; at < cap; at++) {
    const code = text.charCodeAt(at);
    if (state === between) {
      if (code !== quote) {
        if (firstBreak < 0 && (code === lf || code === cr)) firstBreak = at;
        continue;
      }
      if (at + 1 === text.length && !final) return undefined; // A second quote may follow in the next piece.
      if (text.charCodeAt(at + 1) === quote) at += 1;
      else state = closed;
    } else if (code === delimiter) {
      state = start;
    } else if (code === lf || code === cr) {
      if (code === cr && at + 1 === text.length && !final) return undefined; // Perhaps CRLF, cut in two.
      return { end: at, next: afterBreak(text, at), problem: null, quoted };
    } else if (code === quote) {
      if (state !== start) return broken(text, from, at, firstBreak, state === plain ? 'quote-inside' : 'text-after-quote', final);
      quoted = true;
      state = between;
    } else if (code !== space && code !== tab) {
      if (state === closed) return broken(text, from, at, firstBreak, 'text-after-quote', final);
      state = plain;
    }
  }
  if (cap < text.length || text.length - from >= limits.recordCharacters)
    return broken(text, from, cap, firstBreak, state === between ? 'unclosed-quote' : 'too-long', final);
  if (!final) return undefined;
  if (state === between) return broken(text, from, text.length, firstBreak, 'unclosed-quote', final);
  return { end: text.length, next: text.length, problem: null, quoted };
}

/** A broken record ends with its first line. */
function broken(text: string, from: number, at: number, firstBreak: number, problem: RecordProblem, final: boolean): Found | undefined {
  let end = firstBreak < 0 ? at : firstBreak;
  while (end < text.length && text.charCodeAt(end) !== lf && text.charCodeAt(end) !== cr) end += 1;
  if (end < text.length) {
    if (text.charCodeAt(end) === cr && end + 1 === text.length && !final) return undefined;
    return { end, next: afterBreak(text, end), problem, quoted: true };
  }
  if (final) return { end, next: end, problem, quoted: true };
  if (text.length - from < limits.recordCharacters) return undefined;
  return { end, next: end, problem, quoted: true, lineEndMissing: true };
}

const afterBreak = (text: string, at: number): number => at + (text.charCodeAt(at) === cr && text.charCodeAt(at + 1) === lf ? 2 : 1);
