/** A compared pair: what the engine said, and what is true. */
export interface Outcome {
  readonly probability: number;
  readonly same: boolean;
}

/** How far from the truth probabilities are, over the pairs between 0.05 and 0.95: in ten equal bands, weighed by their pairs. */
export function calibrationError(outcomes: readonly Outcome[]): { error: number; pairs: number } {
  const between = outcomes.filter(({ probability }) => probability >= 0.05 && probability <= 0.95);
  const bands = Map.groupBy(between, ({ probability }) => Math.min(9, Math.floor(probability * 10)));
  const error = [...bands.values()].reduce((sum, band) => {
    const said = band.reduce((total, { probability }) => total + probability, 0);
    const true_ = band.filter(({ same }) => same).length;
    return sum + Math.abs(said - true_);
  }, 0);
  return { error: between.length === 0 ? 0 : error / between.length, pairs: between.length };
}

export const bandsOf = (outcomes: readonly Outcome[]): string =>
  Array.from({ length: 10 }, (_, i) => outcomes.filter(({ probability: p }) => p >= 0.05 && p <= 0.95 && Math.floor(p * 10) === i))
    .map((band, i) => `${i / 10}: ${band.length} ${(band.filter(({ same }) => same).length / Math.max(1, band.length)).toFixed(2)}`)
    .join(' | ');

export const round = (value: number, digits = 4): number => Math.round(value * 10 ** digits) / 10 ** digits;
export const part = (some: number, all: number): number => (all === 0 ? 1 : some / all);
export const f1 = (precision: number, recall: number): number =>
  precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
