/** A law of the data (design.md, Invariants): a query that returns no row while it holds. */
export interface Invariant {
  readonly number: number;
  readonly title: string;
  readonly sql: string;
}
