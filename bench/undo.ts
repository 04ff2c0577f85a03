import type { Api, ImportState } from '../scripts/api.js';

/** A file imported and taken back again: what each took, from the upload to the end, and from the order to undo to the end. */
export interface UndoMeasured {
  readonly rows: number; // Sold, and so undone.
  readonly importSeconds: number;
  readonly undoSeconds: number;
  readonly ratio: number;
}

const pollMs = 50;

/** Imports a file the way the import is measured (even rows reuse whom they look like, odd ones are somebody new), then undoes it. */
export async function measureUndo(club: Api, csv: string): Promise<UndoMeasured> {
  const [imported, importSeconds] = await timed(() => importWhole(club, csv));
  const [undone, undoSeconds] = await timed(async () => {
    await club.post(`/v1/imports/${imported.id}/undo`);
    return club.settled(imported.id, undefined, pollMs);
  });
  expectState(undone, 'undone');
  const { rows } = await club.get<{ rows: { undone: number; kept: number } }>(`/v1/imports/${imported.id}/undo?limit=1`);
  if (rows.kept > 0) throw new Error(`${rows.kept} rows were kept, though nobody touched them`);
  return { rows: rows.undone, importSeconds, undoSeconds, ratio: undoSeconds / importSeconds };
}

async function importWhole(club: Api, csv: string): Promise<ImportState> {
  const id = await club.upload('resale', 'bench.csv', csv);
  let state = await club.settled(id, undefined, pollMs);
  if (state.state === 'needsDecisions') {
    await club.decide(id, ({ row, candidates }) => (row % 2 === 0 ? (candidates?.[0].personId ?? null) : null));
    state = await club.settled(id, undefined, pollMs);
  }
  expectState(state, 'ready');
  const { previewHash } = await club.get<{ previewHash: string }>(`/v1/imports/${id}/preview?limit=50`);
  await club.post(`/v1/imports/${id}/commit`, { previewHash });
  const finished = await club.settled(id, undefined, pollMs);
  expectState(finished, 'finished');
  return finished;
}

async function timed<T>(work: () => Promise<T>): Promise<[result: T, seconds: number]> {
  const started = performance.now();
  const result = await work();
  return [result, (performance.now() - started) / 1000];
}

function expectState(state: ImportState, wanted: string): void {
  if (state.state !== wanted) throw new Error(`the import is ${state.state}, not ${wanted}: ${JSON.stringify(state)}`);
}
