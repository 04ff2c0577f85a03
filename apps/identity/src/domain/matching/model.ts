import type { BirthDateLevel } from './birth-date-level.js';
import type { NameLevel } from './name-levels.js';

/*
 * What the engine believes about records (Fellegi and Sunter, 1969). For each way in which two records may compare: how often it
 * happens when they are one person, how often when they are two of one family, and, from how common names and birth years are, how
 * often when they are strangers. The first is learnt from a network's own records without labels (`estimate.ts`); until there are
 * enough of them, the beliefs below hold.
 */

export interface Model {
  /** 0: built in. */
  readonly version: number;
  /** How many people names were counted among. */
  readonly people: number;
  readonly firstNames: Frequencies;
  readonly lastNames: Frequencies;
  /** The share of people born in a year. */
  readonly years: Frequencies;
  readonly beliefs: Beliefs;
  /** Records of others that are the same person, for a record of the network itself. */
  readonly duplicates: number;
}

export interface Frequencies {
  readonly of: Readonly<Record<string, number>>;
  /** Of whatever is not listed. */
  readonly other: number;
}

/** How often two records compare so: of one person, of two people of one family. */
export interface Belief {
  readonly person: number;
  readonly family: number;
}

export type Field = 'firstName' | 'lastName' | 'birthDate' | 'gender' | 'email' | 'phone' | 'address' | 'household';
export type ContactField = 'email' | 'phone' | 'address' | 'household';
export type Agreement = 'same' | 'other';

export interface Beliefs {
  readonly firstName: Readonly<Record<NameLevel, Belief>>;
  readonly lastName: Readonly<Record<NameLevel, Belief>>;
  readonly birthDate: Readonly<Record<BirthDateLevel, Belief>>;
  readonly gender: Readonly<Record<Agreement, Belief>>;
  readonly email: Readonly<Record<Agreement, Belief>>;
  readonly phone: Readonly<Record<Agreement, Belief>>;
  readonly address: Readonly<Record<Agreement, Belief>>;
  readonly household: Readonly<Record<Agreement, Belief>>;
  /** First and last name in each other's place; families do not do that. */
  readonly swapped: number;
  /** How much more common a first name is among people born on one day than among all: names come and go with the years. */
  readonly fashion: number;
}

const belief = (person: number, family: number): Belief => ({ person, family });

export const builtInBeliefs: Beliefs = {
  firstName: {
    same: belief(0.9, 0.012),
    'short-form': belief(0.02, 0.002),
    'sounds-alike': belief(0.015, 0.006),
    slip: belief(0.03, 0.01),
    similar: belief(0.006, 0.02),
    part: belief(0.02, 0.02),
    initial: belief(0.85, 0.12), // Of those who are given by one at all.
    different: belief(0.0022, 0.938),
  },
  lastName: {
    same: belief(0.92, 0.82),
    'short-form': belief(0, 0),
    'sounds-alike': belief(0.012, 0.004),
    slip: belief(0.03, 0.004),
    similar: belief(0.004, 0.002),
    part: belief(0.015, 0.06),
    initial: belief(0, 0),
    different: belief(0.0145, 0.11),
  },
  birthDate: {
    same: belief(0.95, 0.025),
    'day-and-month-swapped': belief(0.008, 0.0003),
    slip: belief(0.022, 0.02),
    'one-part': belief(0.01, 0.02),
    different: belief(0.008, 0.4),
    generation: belief(0.002, 0.53),
  },
  gender: { same: belief(0.985, 0.5), other: belief(0.015, 0.5) },
  email: { same: belief(0.7, 0.35), other: belief(0.3, 0.65) },
  phone: { same: belief(0.7, 0.5), other: belief(0.3, 0.5) },
  address: { same: belief(0.75, 0.85), other: belief(0.25, 0.15) },
  household: { same: belief(0.3, 0.9), other: belief(0.7, 0.1) },
  swapped: 0.006,
  fashion: 1.5,
};

/** How often two strangers agree in what a household shares. */
export const strangers: Readonly<Record<ContactField, number>> = { email: 1e-6, phone: 1e-6, address: 2e-5, household: 1e-6 };

/** How many of somebody's relatives the network knows, one with another. */
export const relatives = 1.5;

/** Of the ways a name may be altered, how likely one given way is: slips scatter, a sound has few spellings. */
export const scatter: Readonly<Partial<Record<NameLevel, number>>> = {
  'short-form': 0.3,
  'sounds-alike': 0.12,
  slip: 1 / 150,
  similar: 1 / 8000,
};

/** The same for birth dates. */
export const dateScatter: Readonly<Partial<Record<BirthDateLevel, number>>> = {
  'day-and-month-swapped': 1,
  slip: 1 / 20,
  'one-part': 1 / 60,
};

/** How often an initial is some other name's. */
export const initialChance = 0.08;

/** How often two people are of one gender who are called so: names have mostly one. */
export const sameGender: Readonly<Record<NameLevel, number>> = {
  same: 0.985,
  'short-form': 0.85,
  'sounds-alike': 0.8,
  slip: 0.9,
  similar: 0.65,
  part: 0.75,
  initial: 0.5,
  different: 0.5,
};

export const daysInYear = 365.25;

export function frequencyOf(key: string, { of, other }: Frequencies): number {
  return Object.hasOwn(of, key) ? of[key] : other;
}

const shares = (per: number, text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((word) => word.split(':'))
      .map(([names, share]) => [names.replaceAll('_', ' '), Number(share) / per]),
  );

/** Common names of Quebec, the rest of Canada, Belgium and the Netherlands, per ten thousand; rounded, because no federation is a census. */
const firstNames = shares(
  10_000,
  `marie:90 jean:70 michel:70 pierre:65 andre:55 louise:55 robert:50 jacques:45 claude:45 daniel:60 sylvie:50 diane:40 nathalie:50 isabelle:45
  martin:50 eric:50 stephane:45 patrick:45 francois:50 alain:45 luc:35 julie:50 melanie:40 caroline:35 sophie:45 catherine:50 annie:35 karine:30
  alexandre:55 maxime:45 nicolas:45 olivier:45 samuel:50 gabriel:55 william:60 thomas:60 felix:45 antoine:40 raphael:40 nathan:40 jacob:40 noah:50
  liam:50 leo:45 emma:60 lea:50 alice:50 olivia:50 florence:45 charlotte:50 rosalie:40 juliette:40 chloe:40 zoe:40 camille:40 sarah:50 jade:35 megane:20
  audrey:30 laurence:30 ariane:20 john:50 david:60 james:45 michael:50 jennifer:35 jessica:35 elizabeth:35 mary:35 susan:25 linda:30 anna:40 eva:30
  lucas:45 hugo:35 louis:40 arthur:35 mathis:30 jan:40 johan:25 peter:35 marc:40 luca:25 mila:30 julia:35 sofia:30 ethan:35 jackson:20 benjamin:40
  simon:40 mathieu:40 jonathan:35 sebastien:40 vincent:40 philippe:45 christian:35 denis:30 guy:30 serge:25 yves:30 gilles:30 normand:20 real:15
  johanne:30 lucie:30 helene:35 manon:30 line:20 chantal:30 france:20 martine:30 josee:25 lise:30 ginette:20 nicole:35 monique:25 denise:20`,
);
const lastNames = shares(
  10_000,
  `tremblay:100 gagnon:72 roy:68 cote:62 bouchard:56 gauthier:50 morin:45 lavoie:42 fortin:41 gagne:38 ouellet:36 pelletier:36 belanger:35 levesque:34
  bergeron:31 leblanc:30 paquette:29 girard:29 simard:28 boucher:28 caron:27 beaulieu:26 cloutier:25 dube:25 poirier:24 fournier:24 lapointe:23 leclerc:23
  lefebvre:22 poulin:22 thibault:20 st_pierre:20 nadeau:20 martin:25 landry:20 martel:18 bedard:18 grenier:18 lessard:18 bernier:18 richard:18 michaud:18
  hebert:18 desjardins:16 couture:16 turcotte:16 lachance:15 parent:15 blais:15 gosselin:15 savard:15 proulx:14 beaudoin:14 demers:14 perreault:14
  boudreau:14 lemieux:14 cyr:13 perron:13 dufour:13 dion:12 mercier:12 bolduc:12 berube:12 boisvert:12 langlois:12 menard:12 therrien:11 plante:11 bilodeau:11
  smith:45 brown:25 wilson:20 johnson:22 williams:20 jones:20 macdonald:18 taylor:18 campbell:18 anderson:18 singh:25 nguyen:22 lee:25 li:15 wang:15 peeters:30
  janssens:28 maes:24 jacobs:20 mertens:18 willems:18 claes:16 goossens:14 de_jong:20 jansen:20 de_vries:18 van_den_berg:16 bakker:15 visser:14 smit:12`,
);

/** The beliefs a network starts with. */
export const builtInModel: Model = {
  version: 0,
  people: 100_000,
  firstNames: { of: firstNames, other: 4e-5 },
  lastNames: { of: lastNames, other: 4e-5 },
  years: { of: {}, other: 1 / 60 },
  beliefs: builtInBeliefs,
  duplicates: 0.02,
};
