import type { ClauseName, Level } from './weigh.js';

/*
 * Reasons as an operator reads them. They say what was compared and how it came out, never a value: what another organization
 * holds stays there (ID-3).
 */

export const languages = ['en', 'fr', 'nl'] as const;
export type Language = (typeof languages)[number];
type Words = readonly [en: string, fr: string, nl: string];

const names = (en: string, fr: string, nl: string): Partial<Record<Level, Words>> => ({
  same: [`Same ${en}`, `Même ${fr}`, `Zelfde ${nl}`],
  'short-form': [`One ${en} is short for the other`, `Un ${fr} est le diminutif de l’autre`, `De ene ${nl} is kort voor de andere`],
  'sounds-alike': [`The ${en}s sound alike`, `Les ${fr}s se prononcent de même`, `De ${nl}en klinken hetzelfde`],
  slip: [`One letter of the ${en} differs`, `Une lettre du ${fr} diffère`, `Eén letter van de ${nl} verschilt`],
  similar: [`Similar ${en}`, `${fr} semblable`, `Gelijkende ${nl}`],
  part: [`Part of the ${en} is the same`, `Une partie du ${fr} est la même`, `Een deel van de ${nl} is gelijk`],
  initial: [`Same initial of the ${en}`, `Même initiale du ${fr}`, `Zelfde initiaal van de ${nl}`],
  different: [`Other ${en}`, `Autre ${fr}`, `Andere ${nl}`],
});

const agreement = (same: Words, other: Words): Partial<Record<Level, Words>> => ({ same, other });

const phrases: Readonly<Record<ClauseName, Partial<Record<Level, Words>>>> = {
  rarity: { 'any-two': ['Any two records', 'Deux fiches quelconques', 'Twee willekeurige fiches'] },
  family: { alike: ['What a family shares', 'Ce qu’une famille partage', 'Wat een gezin deelt'] },
  firstName: names('first name', 'prénom', 'voornaam'),
  lastName: names('last name', 'nom', 'achternaam'),
  names: {
    swapped: ['First and last name exchanged', 'Prénom et nom intervertis', 'Voor- en achternaam omgewisseld'],
    'swapped-alike': ['Similar names, exchanged', 'Noms semblables, intervertis', 'Gelijkende namen, omgewisseld'],
  },
  birthDate: {
    same: ['Same birth date', 'Même date de naissance', 'Zelfde geboortedatum'],
    'day-and-month-swapped': ['Day and month exchanged', 'Jour et mois intervertis', 'Dag en maand omgewisseld'],
    slip: ['One slip in the birth date', 'Une faute dans la date de naissance', 'Eén fout in de geboortedatum'],
    'one-part': ['Part of the birth date differs', 'Une partie de la date de naissance diffère', 'Een deel van de geboortedatum verschilt'],
    different: ['Other birth date', 'Autre date de naissance', 'Andere geboortedatum'],
    generation: ['Born a generation apart', 'Nés à une génération d’écart', 'Een generatie uit elkaar geboren'],
  },
  gender: agreement(['Same gender', 'Même genre', 'Zelfde geslacht'], ['Other gender', 'Autre genre', 'Ander geslacht']),
  email: agreement(['Same e-mail', 'Même courriel', 'Zelfde e-mailadres'], ['Other e-mail', 'Autre courriel', 'Ander e-mailadres']),
  phone: agreement(['Same phone', 'Même téléphone', 'Zelfde telefoon'], ['Other phone', 'Autre téléphone', 'Andere telefoon']),
  address: agreement(['Same address', 'Même adresse', 'Zelfde adres'], ['Moved house', 'A déménagé', 'Verhuisd']),
  household: agreement(['Same account', 'Même compte', 'Zelfde account'], ['Other account', 'Autre compte', 'Andere account']),
};

export function inWords({ clause, level }: { readonly clause: ClauseName; readonly level: Level }, language: Language): string {
  const words = phrases[clause][level];
  if (!words) throw new Error(`no words for ${clause} ${level}`);
  const text = words[languages.indexOf(language)];
  return text[0].toUpperCase() + text.slice(1);
}
