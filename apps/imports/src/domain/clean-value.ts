/**
 * How one cell is cleaned before any rule looks at it: trimmed, zero-width characters removed, white space collapsed, NFC.
 * Everything else is stored as typed and escaped on output.
 */
export function cleanValue(raw: string): string {
  if (!/[^\x20-\x7e]|^[ ']| $| {2}/.test(raw)) return raw; // Most cells.
  const text = raw
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text; // The mark our own reports put before such cells.
}

/** Why a cleaned value is refused whatever its column, or null. */
export function forbiddenIn(text: string, { name, code }: { name: boolean; code: boolean }): ForbiddenReason | null {
  if (/[^\x20-\x7e]/.test(text)) {
    if (/\p{Cc}/u.test(text)) return 'control';
    if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text)) return 'direction';
    if (/\ufffd/.test(text) || !text.isWellFormed()) return 'unreadable';
  }
  const first = text.charCodeAt(0);
  if (first === 0x3d || first === 0x40) return 'formula'; // = @
  if (first === 0x2b && name) return 'formula'; // +
  if (first === 0x23 && /^#(?:#*|REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)$/i.test(text)) return 'spreadsheet-error';
  if (code && /^\d(?:[.,]\d+)?E\+?\d+$/i.test(text)) return 'scientific';
  return null;
}

export type ForbiddenReason = 'control' | 'direction' | 'unreadable' | 'formula' | 'spreadsheet-error' | 'scientific';

/** Letters of two scripts in one name: often a look-alike typed by mistake, never merged in silence. */
export function mixesScripts(name: string): boolean {
  if (!/[\u0250-\uffff]/.test(name)) return false; // Latin letters only: most names.
  const scripts = [
    /\p{Script=Latin}/u,
    /\p{Script=Cyrillic}/u,
    /\p{Script=Greek}/u,
    /\p{Script=Arabic}/u,
    /\p{Script=Hebrew}/u,
    /\p{Script=Han}/u,
  ];
  return scripts.filter((script) => script.test(name)).length > 1;
}

const emailShape = /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]*[\p{L}\p{N}]$/u;

/** Has the shape of an address one could write to; whether anybody reads it there is another question. */
export const looksLikeEmail = (text: string): boolean => emailShape.test(text) && !/^\.|\.\.|\.@/.test(text);
