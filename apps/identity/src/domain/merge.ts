import type { Profile } from '#contracts/identity/accounts.query';
import type { MergeField, MergeWarning, MergedField, UsernameChoice } from '#contracts/identity/merges';
import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';

/*
 * Two people made one (ID-24). The survivor's values win, blanks are filled from the other, and accounts follow their owner. Nothing here
 * is ever done unasked.
 */

/** What an organization holds of a person, as far as a merge looks at it. */
export interface HeldProfile extends Profile {
  readonly language: LetterLanguage | null;
}

/** What a network shares of a person (ID-3). */
export interface SharedFields {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: LocalDate | null;
  readonly picture: string | null; // Its fingerprint.
}

/** An account somebody is in, that the organization has as a client. */
export interface AccountOfSide {
  readonly id: Uuid;
  readonly ownerId: Uuid | null; // Null: a placeholder stands for the owner (IMP-7).
  readonly createdAt: string;
}

export interface JoinedAccounts {
  readonly from: Uuid;
  readonly to: Uuid;
}

export interface Side {
  readonly personId: Uuid;
  readonly shared: SharedFields;
  readonly profile: HeldProfile | null;
  readonly accounts: readonly AccountOfSide[];
  readonly username: string | null;
}

const addressLines = ['address', 'city', 'province', 'postalCode', 'country'] as const;
const single = ['phone', 'email', 'gender', 'language'] as const;

/** Blanks of the survivor's profile, filled: an address is one thing, its lines are filled together or not at all. */
export function filledProfile(survivor: HeldProfile, closed: HeldProfile): Partial<HeldProfile> {
  const address = addressLines.every((line) => survivor[line] === null)
    ? addressLines.filter((line) => closed[line] !== null).map((line) => [line, closed[line]])
    : [];
  const others = single.filter((field) => survivor[field] === null && closed[field] !== null).map((field) => [field, closed[field]]);
  return Object.fromEntries([...address, ...others]) as Partial<HeldProfile>;
}

const keyOf = (email: string): string => email.normalize('NFKC').toLowerCase();

/** An e-mail that the survivor does not have is kept beside its own. */
export function extraEmail(survivor: HeldProfile, closed: HeldProfile): string | null {
  if (survivor.email === null || closed.email === null) return null;
  return keyOf(survivor.email) === keyOf(closed.email) ? null : closed.email;
}

/** Every field of both, side by side, and what it will be. */
export function mergedFields(survivor: Side, closed: Side): MergeField[] {
  const shared = (['firstName', 'lastName', 'birthDate', 'picture'] as const).map((field) =>
    sideBySide(field, survivor.shared[field], closed.shared[field], survivor.shared[field] === null),
  );
  if (!survivor.profile && !closed.profile) return shared;
  const [own, other] = [survivor.profile ?? nothingHeld, closed.profile ?? nothingHeld];
  const filled = filledProfile(own, other);
  const held = [...addressLines, ...single].map((field) => sideBySide(field, own[field], other[field], field in filled));
  return [...shared.slice(0, 3), ...held, shared[3]];
}

const nothingHeld: HeldProfile = {
  address: null,
  city: null,
  province: null,
  postalCode: null,
  country: null,
  phone: null,
  email: null,
  gender: null,
  language: null,
};

function sideBySide(field: MergedField, survivor: string | null, closed: string | null, fills: boolean): MergeField {
  const result = survivor ?? (fills ? closed : null);
  const from = result === null ? null : survivor === null ? 'closed' : 'survivor';
  return { field, survivor, closed, result, from, differs: survivor !== null && closed !== null && survivor !== closed };
}

/**
 * Which accounts of the closed person become one with which of the survivor's: each owns theirs, or nobody owns the closed one. Somebody
 * else's account stays that one's; so does one that there is no account of the survivor's for.
 */
export function accountsToJoin(survivor: Side, closed: Side): JoinedAccounts[] {
  const shared = new Set(survivor.accounts.map(({ id }) => id));
  const own = survivor.accounts.filter(({ ownerId }) => ownerId === survivor.personId).sort(oldestFirst)[0];
  const only = survivor.accounts.length === 1 ? survivor.accounts[0] : undefined;
  return closed.accounts.flatMap(({ id, ownerId }) => {
    const to = ownerId === closed.personId ? own : ownerId === null ? (own ?? only) : undefined;
    return to && !shared.has(id) ? [{ from: id, to: to.id }] : [];
  });
}

const oldestFirst = (one: AccountOfSide, other: AccountOfSide): number =>
  one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id) ? -1 : 1;

/** Whether the survivor takes the closed person's place as the owner of an account that stays. */
export const becomesOwner = (closed: Side, joined: readonly JoinedAccounts[]): boolean =>
  closed.accounts.some(({ id, ownerId }) => ownerId === closed.personId && !joined.some(({ from }) => from === id));

/** The username that stays (ID-23): the survivor's, unless the client asks for the other, or the survivor has none. */
export const usernameAfter = (survivor: Side, closed: Side, keep: UsernameChoice): string | null =>
  keep === 'closed' ? (closed.username ?? survivor.username) : (survivor.username ?? closed.username);

export function mergeWarnings(survivor: Side, closed: Side, joined: readonly JoinedAccounts[], bothHold: boolean): MergeWarning[] {
  const differ = (one: string | null | undefined, other: string | null | undefined): boolean => !!one && !!other && one !== other;
  const apart = closed.accounts.some(
    ({ id }) => !joined.some(({ from }) => from === id) && !survivor.accounts.some((account) => account.id === id),
  );
  const warnings: [MergeWarning, boolean][] = [
    ['birth-dates-differ', differ(survivor.shared.birthDate, closed.shared.birthDate)],
    ['genders-differ', differ(survivor.profile?.gender, closed.profile?.gender)],
    ['both-sign-in', differ(survivor.username, closed.username)],
    ['both-hold-the-same', bothHold],
    ['account-stays-apart', apart],
  ];
  return warnings.filter(([, holds]) => holds).map(([warning]) => warning);
}
