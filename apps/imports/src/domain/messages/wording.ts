/** What is wrong, and what would be right. `{name}` stands for a parameter. Keyed by code, or code and variant. */
export interface Wording {
  readonly detail: string;
  readonly suggestion: string | null;
}

export type Catalogue = Readonly<Record<string, Wording>>;
