/** Why something may be held (GDPR art. 6, and alike in Quebec): to do what was agreed, because the law says so, by consent, or for a reason of the organization's own that the person can expect. */
export type Basis = 'contract' | 'law' | 'consent' | 'interest';

/** A personal column: what it holds, and where it differs from its table. */
export interface PersonalField {
  readonly what: string;
  readonly basis?: Basis;
  readonly kept?: string;
  /** Told to nobody, the person included: what opens a door is no information about them. */
  readonly secret?: true;
  /** Told to the person alone: it may come from another organization. */
  readonly own?: true;
  /** Erasing a person leaves it, and why. */
  readonly stays?: string;
}

/** What time alone does to rows: a condition where `$1` is now. The sweeper carries it out, for every organization at once. */
export interface Retention {
  readonly when: string;
  /** Columns to empty, and to what; whole rows go where absent. */
  readonly empties?: Readonly<Record<string, string>>;
}

/**
 * Whose rows are looked for. In conditions they are arrays: `$1` people, `$2` accounts they own, `$3` sign-ins, `$4` the organizations
 * asked about, `$5` and `$6` rows of imports that name them.
 */
export const subjectParameters = `subject AS (SELECT $1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::int[])`;

/**
 * A table that holds something of people. The one place that says what, why and how long; exporting a person, erasing one and the
 * sweeping of what is old are carried out by it, and docs/retention.md is written from it.
 */
export interface PersonalTable {
  readonly table: string;
  /** What its rows are, as a heading of an export. */
  readonly title: string;
  /** Personal columns. None where the row as a whole is about somebody. */
  readonly fields: Readonly<Record<string, string | PersonalField>>;
  readonly basis: Basis;
  /** How long it is kept, in words. */
  readonly kept: string;
  /** What time does by itself. */
  readonly retention?: Retention | readonly Retention[];
  /** The rows of somebody: a condition on `t`, see `subjectParameters`. Absent: nobody can tell whose they are. */
  readonly of?: string;
  /** The organization that holds a row: an expression on `t`. Absent: it is shared, or of no organization. */
  readonly organization?: string;
  /** Of the person's own sign-in: no organization is ever told. */
  readonly own?: true;
  /** The narrow role that carries out what time does; the sweeper where absent. */
  readonly sweptAs?: string;
  /** The narrow role that reads it; the service itself where absent. */
  readonly as?: string;
  /** What an export shows of a row besides its personal columns: names and expressions on `t`. */
  readonly shown?: Readonly<Record<string, string>>;
  /** Not in an export, and why. */
  readonly unshown?: string;
  /** What erasing does to the rows of somebody: they go, their columns are emptied, or they stay and why. */
  readonly erasing: 'deleted' | Readonly<Record<string, string>> | { readonly stays: string };
  /** Erased when the person is gone everywhere, not when one organization erases what it holds. */
  readonly shared?: true;
}

/** What keeps somebody from being erased now: rows of "organizationId" and what it is "about", an id, found with `subjectParameters`; `$7` is today. */
export interface Obstacle {
  readonly code: string;
  readonly says: string;
  readonly sql: string;
}

/** What a service holds of people, and the rest of its columns. */
export interface PersonalData {
  /** In the order in which rows may be deleted. */
  readonly tables: readonly PersonalTable[];
  readonly obstacles?: readonly Obstacle[];
  /** Columns about nobody: `table.column` or `*.column`, with why where it doesn't go without saying. Ids, amounts, flags and days need no line. */
  readonly impersonal: readonly string[];
  /** Tables that name people by id alone and are told with another one. */
  readonly links: Readonly<Record<string, string>>;
}

/** The declaration of the service that runs here: injectable. */
export const PERSONAL_DATA = Symbol('personal-data');

export const fieldOf = (field: string | PersonalField): PersonalField => (typeof field === 'string' ? { what: field } : field);

export const retentionsOf = ({ retention = [] }: PersonalTable): readonly Retention[] =>
  Array.isArray(retention) ? (retention as readonly Retention[]) : [retention as Retention];

export const staysIn = ({ erasing }: PersonalTable): string | undefined =>
  typeof erasing === 'object' && 'stays' in erasing ? erasing.stays : undefined;
