import { csv, sha256Of } from '../../test/files.js';
import { FileReaders, ReadingFailed } from './file-readers.js';
import type { WorkerReading } from './read-file.worker.js';

describe('reading in a thread of its own', () => {
  it('gives pages of rows as text, in order, and ends', async () => {
    const content = Buffer.from(csv(Array.from({ length: 45 }, (_, i) => ({ 'First name': `Ana ${i}` }))));
    const seen: WorkerReading[] = [];
    for await (const reading of new FileReaders().read({
      pieces: [content],
      sha256: sha256Of([content]),
      today: '2026-11-22',
      repairs: [],
      pageRows: 4,
    }))
      seen.push(reading);

    expect(seen[0]).toMatchObject({ kind: 'format', encoding: 'utf-8', delimiter: ',' });
    expect(seen.at(-1)).toEqual({ kind: 'end', rows: 45 });
    const pages = seen.flatMap((reading) => (reading.kind === 'page' ? reading : []));
    expect(pages.flatMap(({ rows }) => (JSON.parse(rows) as { row: number }[]).map(({ row }) => row))).toEqual(
      Array.from({ length: 45 }, (_, i) => i + 2),
    );
    expect(pages.map(({ firstRow }) => firstRow)).toEqual([2, 6, 10, 14, 18, 22, 26, 30, 34, 38, 42, 46]);
  });

  it('reads file after file in the same thread, each from its own beginning', async () => {
    const readers = new FileReaders();
    for (const rows of [3, 20, 1]) {
      const pieces = [Buffer.from(csv(Array.from({ length: rows }, (_, i) => ({ 'First name': `Ana ${i}` }))))];
      const kinds: string[] = [];
      for await (const reading of readers.read({ pieces, sha256: sha256Of(pieces), today: '2026-11-22', repairs: [], pageRows: 1 }))
        kinds.push(reading.kind);
      expect(kinds).toEqual(['format', ...Array.from({ length: rows }, () => 'page'), 'end']);
    }
    await readers.onModuleDestroy();
  });

  it('a file that is not the one uploaded breaks its thread alone, and the next one is read', async () => {
    const readers = new FileReaders();
    const pieces = [Buffer.from(csv([{}]))];
    const read = async (sha256: string): Promise<string[]> => {
      const kinds: string[] = [];
      for await (const { kind } of readers.read({ pieces, sha256, today: '2026-11-22', repairs: [], pageRows: 9 })) kinds.push(kind);
      return kinds;
    };
    await expect(read('0'.repeat(64))).rejects.toThrow(ReadingFailed);
    expect(await read(sha256Of(pieces))).toEqual(['format', 'page', 'end']);
    await readers.onModuleDestroy();
  });

  it('leaves the bytes it was given to others that read them', async () => {
    const piece = Buffer.from(csv([{}]));
    for await (const reading of new FileReaders().read({
      pieces: [piece],
      sha256: sha256Of([piece]),
      today: '2026-11-22',
      repairs: [],
      pageRows: 4,
    }))
      expect(reading.kind).not.toBe('refused');
    expect(piece.toString()).toContain('First name');
  });
});
