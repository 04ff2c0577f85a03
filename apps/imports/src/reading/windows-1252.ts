/**
 * Windows-1252 by a table of our own: the platform's decoder turns the five bytes the code page leaves undefined into control
 * characters, and then nobody learns that the file is in some other encoding.
 */
const upper = '€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000\u0000‘’“”•–—˜™š›œ\u0000žŸ'; // 0x80 to 0x9f; NUL marks the undefined ones.

const undefinedBytes: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

export const isUndefinedIn1252 = (byte: number): boolean => undefinedBytes.has(byte);

export function decode1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin1.replace(/[\u0080-\u009f]/g, (character) => upper[character.charCodeAt(0) - 0x80]);
}
