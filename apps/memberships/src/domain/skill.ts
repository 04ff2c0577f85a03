import type { LocalDate } from '#kernel/dates';
import type { Fault } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';
import { cleaned, isPlain } from './name.js';
import { BadSkill, BadSkillDay, NoSuchLevel, NothingReassigned, SkillArchived, SkillRemoved } from './skill.errors.js';

/*
 * Skills that members have (ID-26). A skill is known by a name in at least one language; its levels, if it has any, go from the lowest
 * to the highest, each under a key that stays when the level is renamed.
 */

export interface Level {
  readonly key: string;
  readonly names: Record<string, string>;
}

type Spoken = Readonly<Record<string, string | null | undefined>>;

/** Names and levels, cleaned. Throws BadSkill with everything that is wrong with them. */
export function checkedSkill(
  names: Spoken,
  levels: readonly ({ readonly key: string } & Spoken)[],
): { names: Level['names']; levels: Level[] } {
  const faults: Fault[] = [];
  const refuse = (pointer: string, detail: string) => faults.push({ pointer, code: 'memberships.bad-skill', detail });
  const checked = (spoken: Spoken, pointer: string): Record<string, string> => {
    const named = Object.entries(spoken).map(([language, name]) => [language, cleaned(name ?? '')] as const);
    const all = named.filter(([, name]) => name !== '');
    if (all.length === 0) refuse(pointer, 'It needs a name in at least one language.');
    for (const [language, name] of all) if (!isPlain(name)) refuse(`${pointer}/${language}`, 'A name holds no control characters.');
    return Object.fromEntries(all);
  };

  const seen = new Set<string>();
  const kept = { names: checked(names, '/names'), levels: [] as Level[] };
  levels.forEach(({ key: raw, ...spoken }, i) => {
    const key = cleaned(raw);
    if (key === '' || !isPlain(key)) refuse(`/levels/${i}/key`, 'A level needs a key of printable characters.');
    if (seen.has(key)) refuse(`/levels/${i}/key`, 'Another level has this key.');
    seen.add(key);
    kept.levels.push({ key, names: checked(spoken, `/levels/${i}/names`) });
  });
  if (faults.length > 0) throw new BadSkill(faults);
  return kept;
}

/** A skill that may be given, and what of it. */
export interface Givable {
  readonly id: Uuid;
  readonly archived: boolean;
  readonly levels: readonly Level[];
}

/** The level that is given: the one asked for, or the lowest of a skill that has any. */
export function levelOf({ levels }: Givable, asked: string | undefined): string | null {
  if (asked === undefined) return levels[0]?.key ?? null;
  if (!levels.some(({ key }) => key === asked)) throw new NoSuchLevel({ levels: levels.map(({ key }) => key) });
  return asked;
}

/** Throws when the skill is not for new members. */
export function checkGivable({ archived }: Givable): void {
  if (archived) throw new SkillArchived();
}

/** The day a change counts from: today, or one between the change before and today. */
export function dayOf(asked: LocalDate | undefined, today: LocalDate, notBefore: LocalDate | null): LocalDate {
  // A change made today in another time zone may lie a day ahead; what follows it is of that day at the earliest.
  if (asked === undefined) return notBefore !== null && notBefore > today ? notBefore : today;
  if (asked > today || (notBefore !== null && asked < notBefore)) throw new BadSkillDay({ notBefore, notAfter: today });
  return asked;
}

export interface Held {
  readonly skillId: Uuid;
  readonly level: string | null;
  readonly since: LocalDate;
  readonly removedOn: LocalDate | null;
}

/** What a member has after a reassignment. Within one skill, an archived one too; to another one, only if that is given still. */
export function reassigned(
  held: Held,
  to: Givable,
  { level: asked, on, today }: { readonly level: string | undefined; readonly on: LocalDate | undefined; readonly today: LocalDate },
): Held {
  if (held.removedOn !== null) throw new SkillRemoved();
  const same = held.skillId === to.id;
  if (!same) checkGivable(to);
  const level = same && asked === undefined ? held.level : levelOf(to, asked);
  if (same && level === held.level) throw new NothingReassigned();
  return { skillId: to.id, level, since: dayOf(on, today, held.since), removedOn: null };
}
