import { type Money, format, money } from '#kernel/money';
import type { PreviewSummary, PricedListing } from './preview.js';

/** A preview as kept and compared: its summary, the prices behind it, and the digest of the plan. */
export interface Previewed {
  readonly summary: PreviewSummary;
  readonly listings: readonly PricedListing[];
  readonly digest: string;
}

type Compared = Pick<Previewed, 'summary' | 'listings'>;
type Language = 'en' | 'fr';

/** What has changed since a preview was shown, in sentences for the one who saw it. Never empty: something did. */
export function differenceBetween(before: Compared, after: Compared, language: Language): string[] {
  const say = sentences[language];
  const said: string[] = [];
  for (const now of after.listings) {
    const then = before.listings.find(({ terms }) => terms.listingId === now.terms.listingId);
    for (const level of ['client', 'corporate'] as const) {
      const [was, is] = [then?.quotes[level].totalMinor, now.quotes[level].totalMinor];
      const { name, currency } = now.terms;
      if (was !== undefined && was !== is)
        said.push(say.price(name, level, shown(money(was, currency), language), shown(money(is, currency), language)));
    }
  }
  const counted = [
    ['created', before.summary.people.created, after.summary.people.created],
    ['reused', before.summary.people.reused, after.summary.people.reused],
    ['memberships', before.summary.memberships, after.summary.memberships],
    ['skipped', before.summary.skipped, after.summary.skipped],
  ] as const;
  for (const [what, was, is] of counted) if (was !== is) said.push(say.count(say[what], was, is));
  return said.length > 0 ? said : [say.other];
}

const sentences = {
  en: {
    price: (name: string, level: 'client' | 'corporate', was: string, is: string) =>
      level === 'client'
        ? `"${name}" now costs a client ${is}, not ${was}.`
        : `For "${name}" your club now owes the federation ${is}, not ${was}.`,
    count: (what: string, was: number, is: number) => `${what}: ${is}, not ${was}.`,
    created: 'People to be created',
    reused: 'People already known',
    memberships: 'Memberships to be sold',
    skipped: 'Rows to be skipped',
    other: 'Some rows now belong to other people or accounts.',
  },
  fr: {
    price: (name: string, level: 'client' | 'corporate', was: string, is: string) =>
      level === 'client'
        ? `« ${name} » coûte maintenant ${is} à un client, et non ${was}.`
        : `Pour « ${name} », votre club doit maintenant ${is} à la fédération, et non ${was}.`,
    count: (what: string, was: number, is: number) => `${what} : ${is}, et non ${was}.`,
    created: 'Personnes à créer',
    reused: 'Personnes déjà connues',
    memberships: 'Abonnements à vendre',
    skipped: 'Lignes à ignorer',
    other: "Certaines lignes concernent maintenant d'autres personnes ou d'autres comptes.",
  },
} as const;

const shown = (amount: Money, language: Language): string => format(amount, language === 'fr' ? 'fr-CA' : 'en-CA');
