import { isLocalDate, type LocalDate } from '#kernel/dates';
import type { Fault } from '#kernel/domain-error';
import type { Eligibility, Term } from '#contracts/memberships/offers';
import { cleaned, isPlain } from './name.js';
import { BadOffer } from './offer.errors.js';

/* What a federation may configure as a membership (MEM-1). Everything wrong is told at once, each with its place. */

export interface OfferDesign {
  readonly names: Record<string, string>;
  readonly term: Term;
  readonly expiresOn: LocalDate | null;
  readonly eligibility: Eligibility;
}

/** A design as it was sent: what is left out has no limit, and a language left blank has no name. */
export interface RawDesign {
  readonly names: Readonly<Record<string, string | null | undefined>>;
  readonly term: Term;
  readonly expiresOn?: LocalDate | null;
  readonly eligibility?: Partial<Eligibility>;
  readonly family?: boolean;
  readonly replaceable?: boolean;
  readonly affiliation?: boolean;
}

/** The design, complete. Throws BadOffer with everything that is wrong with it. */
export function checkedDesign({
  names,
  term,
  expiresOn,
  eligibility,
  family = false,
  replaceable = false,
  affiliation = false,
}: RawDesign): OfferDesign {
  const design = {
    names: spokenNames(names),
    term: completeTerm(term),
    expiresOn: expiresOn ?? null,
    eligibility: { minAge: null, maxAge: null, gender: null, ...eligibility },
  };
  const faults = [...designFaults(design), ...(family ? familyFaults(design) : []), ...replacementFaults(term, replaceable)];
  if (affiliation) faults.push(...affiliationFaults(design, { family, replaceable }));
  if (faults.length > 0) throw new BadOffer(faults);
  return design;
}

/** What is wrong with a design, by JSON pointer. */
function designFaults({ names, term, expiresOn, eligibility }: OfferDesign): Fault[] {
  const faults: Fault[] = [];
  const refuse = (pointer: string, code: string, detail: string) => faults.push({ pointer, code, detail });

  if (Object.keys(names).length === 0) refuse('/names', 'memberships.name-missing', 'A membership needs a name in at least one language.');
  for (const [language, name] of Object.entries(names))
    if (!isPlain(name)) refuse(`/names/${language}`, 'memberships.bad-name', 'A name holds no control characters.');
  if (expiresOn !== null && !isLocalDate(expiresOn)) refuse('/expiresOn', 'memberships.no-such-day', 'There is no such day.');

  if (term.kind === 'fixed-dates') {
    const days = { salesStart: term.salesStart ?? null, effectiveOn: term.effectiveOn, expiresOn: term.expiresOn };
    for (const [field, day] of Object.entries(days))
      if (day !== null && !isLocalDate(day)) refuse(`/term/${field}`, 'memberships.no-such-day', 'There is no such day.');
    const end = expiresOn ?? term.expiresOn;
    if (end < term.effectiveOn) refuse('/term/expiresOn', 'memberships.ends-before-start', 'It would end before it takes effect.');
    if (days.salesStart && end < days.salesStart)
      refuse('/term/salesStart', 'memberships.ends-before-start', 'It would end before its sale starts.');
  }
  if (term.kind === 'fixed-duration' && (term.months < 1 || term.months > 120))
    refuse('/term/months', 'memberships.bad-duration', 'A duration is 1 to 120 months.');

  const { minAge, maxAge } = eligibility;
  if (minAge !== null && maxAge !== null && maxAge < minAge)
    refuse('/eligibility/maxAge', 'memberships.no-age-left', 'The highest age is below the lowest one.');
  return faults;
}

/** A family has neither an age nor a gender. */
const familyFaults = ({ eligibility: { minAge, maxAge, gender } }: OfferDesign): Fault[] =>
  minAge === null && maxAge === null && gender === null
    ? []
    : [
        {
          pointer: '/eligibility',
          code: 'memberships.family-not-a-person',
          detail: 'A family membership belongs to an account, which has neither an age nor a gender.',
        },
      ];

/** MEM-19: what a club holds itself asks for no person, ends, and takes the place of nothing. */
function affiliationFaults(
  { term, eligibility }: OfferDesign,
  { family, replaceable }: { family: boolean; replaceable: boolean },
): Fault[] {
  const faults: Fault[] = [];
  const refuse = (pointer: string, detail: string) => faults.push({ pointer, code: 'memberships.bad-affiliation', detail });
  if (term.kind === 'ongoing') refuse('/term', 'An affiliation of a club ends by its term.');
  if (family) refuse('/family', 'An affiliation is held by a club, not by an account.');
  if (replaceable) refuse('/replacementRule', 'An affiliation is not replaced by another membership.');
  if (Object.values(eligibility).some((limit) => limit !== null)) refuse('/eligibility', 'A club has neither an age nor a gender.');
  return faults;
}

/** REP-15: what is billed month by month has no price of record to give back. */
export const replacementFaults = (term: Term, replaceable: boolean): Fault[] =>
  term.kind === 'ongoing' && replaceable
    ? [
        {
          pointer: '/replacementRule',
          code: 'memberships.ongoing-not-replaceable',
          detail: 'An ongoing membership cannot be replaced by another.',
        },
      ]
    : [];

function spokenNames(names: RawDesign['names']): Record<string, string> {
  const all = Object.entries(names).map(([language, name]) => [language, cleaned(name ?? '')]);
  return Object.fromEntries(all.filter(([, name]) => name !== ''));
}

function completeTerm(term: Term): Term {
  if (term.kind === 'fixed-dates') return { ...term, salesStart: term.salesStart ?? null };
  if (term.kind === 'fixed-duration') return { ...term, renewalWindowDays: term.renewalWindowDays ?? null };
  return term;
}

/** The name in the first of these languages that has one, else in any. */
export function nameIn(names: Readonly<Record<string, string>>, languages: readonly string[]): string {
  const spoken = languages.find((language) => names[language]);
  return spoken ? names[spoken] : Object.values(names)[0];
}
