/*
 * Every column of this database that points to a person, an account or a client, and what a merge does about it. The spec beside this file
 * asks the database for such columns and fails when one of them is not here: whoever adds one says what becomes of it.
 */

/**
 * - `itself`: the row is the person, account or client.
 * - `moves`: the row goes to the survivor, and back.
 * - `joins`: the two rows become one by a rule of its own; what is put away comes back.
 * - `stays`: a trace of what was, which names whom it was about.
 * - `passes`: work under way, gone in a moment, or anew for whom it is about.
 */
export type Fate = 'itself' | 'moves' | 'joins' | 'stays' | 'passes';

export interface Place {
  readonly table: string;
  readonly column: string;
  readonly of: 'person' | 'account' | 'client';
  readonly fate: Fate;
}

/** What is moved as it is. Where the survivor has a row of the same `alongside`, the closed one's is put away instead. */
export interface Mover {
  readonly table: string;
  readonly column: string;
  readonly key: readonly string[];
  readonly alongside?: readonly string[];
}

/** Rows about a person that go to the survivor. */
export const movedWithPerson: readonly Mover[] = [
  { table: 'pictures', column: 'person_id', key: ['person_id'], alongside: [] },
  { table: 'admissions', column: 'person_id', key: ['import_id', 'person_id'], alongside: ['import_id'] },
  { table: 'withheld_profiles', column: 'person_id', key: ['organization_id', 'person_id'], alongside: ['organization_id'] },
  {
    table: 'extra_emails',
    column: 'person_id',
    key: ['organization_id', 'person_id', 'email_key'],
    alongside: ['organization_id', 'email_key'],
  },
  {
    table: 'form_answers',
    column: 'person_id',
    key: ['organization_id', 'person_id', 'form_id'],
    alongside: ['organization_id', 'form_id'],
  },
  { table: 'invitations', column: 'person_id', key: ['id'] },
];

/** Rows about an account that go to the account it joins. */
export const movedWithAccount: readonly Mover[] = [
  { table: 'invitations', column: 'account_id', key: ['id'] },
  { table: 'contacts', column: 'account_id', key: ['id'] },
  { table: 'family_invitations', column: 'account_id', key: ['id'], alongside: ['person_id'] },
];

const moved = (of: Place['of'], movers: readonly Mover[]): Place[] =>
  movers.map(({ table, column }) => ({ table, column, of, fate: 'moves' }));

export const mergePlaces: readonly Place[] = [
  { table: 'people', column: 'id', of: 'person', fate: 'itself' },
  { table: 'people', column: 'merged_into', of: 'person', fate: 'itself' },
  { table: 'accounts', column: 'id', of: 'account', fate: 'itself' },
  { table: 'accounts', column: 'merged_into', of: 'account', fate: 'itself' },
  { table: 'clients', column: 'id', of: 'client', fate: 'itself' },
  ...moved('person', movedWithPerson),
  ...moved('account', movedWithAccount),
  { table: 'profiles', column: 'person_id', of: 'person', fate: 'joins' }, // Blanks are filled, a second address kept.
  { table: 'accounts', column: 'owner_person_id', of: 'person', fate: 'joins' }, // Of an account that stays, the survivor.
  { table: 'clients', column: 'account_id', of: 'account', fate: 'joins' }, // Of the closed account none is left.
  { table: 'account_members', column: 'person_id', of: 'person', fate: 'joins' }, // In a closed account the closed person alone stays.
  { table: 'account_members', column: 'account_id', of: 'account', fate: 'joins' },
  { table: 'account_sign_ins', column: 'person_id', of: 'person', fate: 'joins' }, // One username an owner (ID-23).
  { table: 'account_sign_ins', column: 'account_id', of: 'account', fate: 'joins' },
  { table: 'activations', column: 'person_id', of: 'person', fate: 'joins' }, // Those under way are voided: the survivor is asked anew.
  { table: 'activations', column: 'account_id', of: 'account', fate: 'joins' },
  { table: 'family_invitations', column: 'person_id', of: 'person', fate: 'joins' }, // As activations are.
  { table: 'possible_duplicates', column: 'person_id', of: 'person', fate: 'joins' }, // What was decided of one holds of the survivor.
  { table: 'possible_duplicates', column: 'other_id', of: 'person', fate: 'joins' },
  { table: 'corporate_accounts', column: 'account_id', of: 'account', fate: 'stays' }, // No person owns it: merging people closes none.
  { table: 'corporate_usernames', column: 'account_id', of: 'account', fate: 'stays' },
  { table: 'merges', column: 'survivor_id', of: 'person', fate: 'stays' },
  { table: 'merges', column: 'closed_id', of: 'person', fate: 'stays' },
  { table: 'letters', column: 'about', of: 'account', fate: 'stays' }, // To whom it was sent when it was.
  { table: 'person_exports', column: 'person_id', of: 'person', fate: 'stays' }, // Of whom it was asked for, when it was.
  { table: 'person_erasures', column: 'person_id', of: 'person', fate: 'stays' }, // Who was erased, as they were then.
  { table: 'person_erasures', column: 'person_ids', of: 'person', fate: 'stays' },
  { table: 'person_erasures', column: 'account_ids', of: 'account', fate: 'stays' },
  { table: 'person_erasures', column: 'user_ids', of: 'person', fate: 'stays' }, // Their sign-ins.
  { table: 'people_to_key', column: 'person_id', of: 'person', fate: 'passes' },
  { table: 'people_to_search', column: 'person_id', of: 'person', fate: 'passes' }, // Triggers queue whoever closes, moves or comes back.
];
