/** What is taken as a picture, and what becomes of it. */
export const pictureLimits = { fileBytes: 5 * 1024 * 1024, pieceBytes: 256 * 1024, pixels: 50_000_000, leastSide: 32, side: 480 } as const;
