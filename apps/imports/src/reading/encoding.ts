import { decode1252, isUndefinedIn1252 } from './windows-1252.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Why a file could not be decoded: params of `imports.bad-encoding`. */
export type Undecodable = { problem: 'undecodable' | 'mixed' | 'utf-16-without-mark' };

/**
 * A mark decides. Without one it is UTF-8 when all of it is, otherwise Windows-1252, unless it holds bytes that code page does not
 * define, or letters in both encodings: decoded either way, some of its names would be mangled.
 */
export function detectEncoding(pieces: readonly Uint8Array[]): Encoding | Undecodable {
  const [first, second, third] = firstBytes(pieces);
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== 0xef || second !== 0xbb || third !== 0xbf) {
    if (looksLikeUtf16(pieces[0] ?? new Uint8Array())) return { problem: 'utf-16-without-mark' };
  }
  if (isUtf8(pieces)) return 'utf-8';
  if (first === 0xef && second === 0xbb && third === 0xbf) return { problem: 'mixed' };
  return judgeSingleBytes(pieces);
}

/** Decodes piece by piece; throws when UTF-16 breaks off, or holds half a surrogate pair. */
export function* decodePieces(pieces: Iterable<Uint8Array>, encoding: Encoding): Generator<string> {
  if (encoding === 'windows-1252') {
    for (const piece of pieces) yield decode1252(piece);
    return;
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function isUtf8(pieces: readonly Uint8Array[]): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (const piece of pieces) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/**
 * Not UTF-8 as a whole. A two-byte sequence starting with 0xC2–0xC5 is how UTF-8 writes the letters of Western names; read as
 * Windows-1252 it is "Ã©" and its kin, which no name contains. Longer sequences ("â€™") even less so.
 */
function judgeSingleBytes(pieces: readonly Uint8Array[]): Encoding | Undecodable {
  let missing = 0; // Bytes until the sequence is whole.
  let telling = false; // When it is, nobody meant Windows-1252.
  let stray = false; // A byte Windows-1252 does not define; in a whole sequence it is part of a letter.
  for (const piece of pieces) {
    for (const byte of piece) {
      if (missing > 0 && byte >= 0x80 && byte < 0xc0) {
        stray ||= isUndefinedIn1252(byte);
        missing -= 1;
        if (missing > 0) continue;
        if (telling) return { problem: 'mixed' };
      } else {
        const length = byte < 0xc2 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 1;
        missing = length - 1;
        telling = length > 2 || byte <= 0xc5;
        stray ||= byte >= 0x80 && isUndefinedIn1252(byte);
      }
      if (stray) return { problem: 'undecodable' };
    }
  }
  return stray ? { problem: 'undecodable' } : 'windows-1252';
}

/** Text without a mark in which every second byte is NUL. */
function looksLikeUtf16(piece: Uint8Array): boolean {
  const sample = piece.subarray(0, 1000);
  let nuls = 0;
  for (const byte of sample) if (byte === 0) nuls += 1;
  return nuls > 1 && nuls * 4 >= sample.length;
}

function firstBytes(pieces: readonly Uint8Array[]): number[] {
  const bytes: number[] = [];
  for (const piece of pieces) {
    bytes.push(...piece.subarray(0, 3 - bytes.length));
    if (bytes.length === 3) break;
  }
  return bytes;
}
