export type PictureKind = 'jpeg' | 'png' | 'webp';

/** What the first bytes say it is; a name or a header may say anything. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  const at = (offset: number, text: string) => Buffer.from(bytes.subarray(offset, offset + text.length)).toString('latin1') === text;
  if (at(0, '\xff\xd8\xff')) return 'jpeg';
  if (at(0, '\x89PNG\r\n\x1a\n')) return 'png';
  return at(0, 'RIFF') && at(8, 'WEBP') ? 'webp' : undefined;
}
