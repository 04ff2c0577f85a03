import type { LocalDate } from '#kernel/dates';

/** A made-up Quebec skating federation with twelve clubs: what `npm start` shows and `npm run demo` works on. */

export const federation = { name: 'Fédération québécoise de patinage (démo)', email: 'federation@demo.example' };

export interface DemoClub {
  slug: string;
  name: string;
  freemium: boolean;
  languages: ('fr' | 'en')[];
  /** The club adds this share to the original price. */
  marginPercent: number;
}

const club = (slug: string, name: string, marginPercent: number, more: Partial<DemoClub> = {}): DemoClub => ({
  slug,
  name,
  marginPercent,
  freemium: false,
  languages: ['fr', 'en'],
  ...more,
});

export const clubs: readonly DemoClub[] = [
  club('rosemont', 'CPA Rosemont', 60),
  club('limoilou', 'CPA Limoilou', 45),
  club('gatineau', 'CPA Gatineau', 50),
  club('sherbrooke', 'CPA Sherbrooke', 40),
  club('trois-rivieres', 'CPA Trois-Rivières', 55),
  club('saint-jerome', 'CPA Saint-Jérôme', 35),
  club('chicoutimi', 'CPA Chicoutimi', 30),
  club('rimouski', 'CPA Rimouski', 30, { freemium: true }),
  club('pointe-claire', 'Pointe-Claire Skating Club', 65, { languages: ['en', 'fr'] }),
  club('westmount', 'Westmount Figure Skating Club', 80, { languages: ['en', 'fr'] }),
  club('levis', 'CPA Lévis', 45),
  club('val-d-or', 'CPA Val-d’Or', 25),
];

export const demoPassword = 'glace-et-lames-2026';

export interface DemoOffer {
  key: string;
  names: { fr: string; en: string };
  originalMinor: number;
  minAge?: number;
  maxAge?: number;
  quotaPerReseller?: number;
  priceEditable?: boolean;
  months?: number; // A fixed duration; the season's dates otherwise.
  card?: boolean; // Whoever holds it shows one at the door.
}

export const offers: readonly DemoOffer[] = [
  { key: 'recreational', names: { fr: 'Récréatif', en: 'Recreational' }, originalMinor: 2500, card: true },
  { key: 'competitive', names: { fr: 'Compétitif', en: 'Competitive' }, originalMinor: 6000, card: true },
  { key: 'learn', names: { fr: 'Patinage Plus', en: 'Learn to Skate' }, originalMinor: 1850, maxAge: 12, card: true },
  { key: 'preschool', names: { fr: 'Préscolaire', en: 'Pre-school' }, originalMinor: 1200, maxAge: 6, quotaPerReseller: 500 },
  { key: 'adult', names: { fr: 'Adulte', en: 'Adult' }, originalMinor: 2800, minAge: 18, card: true },
  { key: 'coach', names: { fr: 'Entraîneur', en: 'Coach' }, originalMinor: 4500, minAge: 16 },
  { key: 'official', names: { fr: 'Officiel', en: 'Official' }, originalMinor: 3000, minAge: 14 },
  {
    key: 'elite',
    names: { fr: 'Élite', en: 'Elite' },
    originalMinor: 12000,
    minAge: 10,
    quotaPerReseller: 25,
    priceEditable: false,
    card: true,
  },
  { key: 'pairs', names: { fr: 'Couple', en: 'Pairs' }, originalMinor: 3500 },
  { key: 'dance', names: { fr: 'Danse', en: 'Dance' }, originalMinor: 3200 },
  { key: 'trial', names: { fr: 'Essai', en: 'Trial' }, originalMinor: 1000, months: 3 },
];

/** The first club sells these two under one name, so that its files can be ambiguous (IMP-5). */
export const sharedListingName = { club: 'rosemont', offers: ['pairs', 'dance'], name: 'Duo' };

/** The skating season a day falls in: September to August, on sale from July. */
export function seasonOf(today: LocalDate): { salesStart: LocalDate; effectiveOn: LocalDate; expiresOn: LocalDate } {
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '07-01' ? 1 : 0);
  return { salesStart: `${year}-07-01`, effectiveOn: `${year}-09-01`, expiresOn: `${year + 1}-08-31` };
}

/** What a club asks for an offer: its margin on top, rounded to half dollars; the federation's price where editing is not allowed. */
export function sellingMinorOf({ marginPercent }: DemoClub, { originalMinor, priceEditable }: DemoOffer): number | null {
  if (priceEditable === false) return null;
  return Math.round((originalMinor * (100 + marginPercent)) / 100 / 50) * 50;
}
