/**
 * How names compare (IMP-9): trimmed, case-folded, accent-free, hyphens and apostrophes as spaces.
 * For comparing only; what is stored and shown is the name as typed.
 */
export function foldName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name))
    return name
      .toLowerCase()
      .replace(/[-'`\s]+/g, ' ')
      .trim(); // The same, without the Unicode passes.
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[æœßøłđðþı]/g, (letter) => ligatures[letter])
    .replace(/[\p{Pd}'’‘ʼ`´\s]+/gu, ' ')
    .trim();
}

const ligatures: Record<string, string> = { æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
