/** reliability.md, *Uploads*. */
export const limits = {
  fileBytes: 20 * 1024 * 1024,
  rows: 50_000,
  columns: 64,
  recordCharacters: 65_536, // More than 64 columns of 500 characters, all of them quotes, would need.
} as const;
