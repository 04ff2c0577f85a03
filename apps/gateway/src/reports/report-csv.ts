import type { DocumentLanguage } from '#contracts/billing/files.query';
import { membershipStatuses } from '#contracts/memberships/memberships.query';
import type { MemberGroup, MembersCounted } from '#contracts/memberships/reports.query';
import { amountsOf, csvOf } from '#kernel/csv';
import { publicId } from '#kernel/ids';
import type { ClubLine } from './club-lines.js';

const words = {
  en: {
    offer: 'Membership',
    club: 'Club',
    home: 'Home',
    affiliation: 'Affiliation',
    id: 'Number',
    statuses: ['Pending', 'Active', 'Expired', 'Cancelled', 'Replaced'],
    sales: ['Sold', 'Original price', 'Replaced', 'Cancelled', 'Affiliations', 'Price of affiliations', 'Amount due', 'Currency'],
  },
  fr: {
    offer: 'Adhésion',
    club: 'Club',
    home: 'Appartenance',
    affiliation: 'Affiliation',
    id: 'Numéro',
    statuses: ['En attente', 'Active', 'Expirée', 'Annulée', 'Remplacée'],
    sales: ['Vendues', 'Prix d’origine', 'Remplacées', 'Annulées', 'Affiliations', 'Prix des affiliations', 'Montant dû', 'Devise'],
  },
  nl: {
    offer: 'Lidmaatschap',
    club: 'Club',
    home: 'Thuisclub',
    affiliation: 'Aansluiting',
    id: 'Nummer',
    statuses: ['In afwachting', 'Actief', 'Verlopen', 'Opgezegd', 'Vervangen'],
    sales: [
      'Verkocht',
      'Oorspronkelijke prijs',
      'Vervangen',
      'Opgezegd',
      'Aansluitingen',
      'Prijs van aansluitingen',
      'Verschuldigd',
      'Munt',
    ],
  },
} satisfies Record<DocumentLanguage, object>;

/** Members by offer, club or home, a line each. */
export function membersCsv(by: MemberGroup, lines: readonly MembersCounted[], language: DocumentLanguage): string {
  const { id, statuses, ...word } = words[language];
  return csvOf([
    [id, word[by], ...statuses],
    ...lines.map((line) => [
      publicId(by === 'offer' || by === 'affiliation' ? 'offer' : 'organization', line.id),
      line.name,
      ...membershipStatuses.map((status) => line.byStatus[status]),
    ]),
  ]);
}

/** What clubs sold and owe, a line each. A part that did not answer leaves its cells empty. */
export function clubsCsv(lines: readonly ClubLine[], language: DocumentLanguage): string {
  const { id, club, sales } = words[language];
  return csvOf([
    [id, club, ...sales],
    ...lines.map(({ clubId, name, sales: did, due }) => {
      const currency = did?.currency ?? due?.currency ?? null;
      const amount = currency === null ? null : amountsOf(currency);
      return [
        publicId('organization', clubId),
        name,
        did && did.sold,
        did && amount ? amount(did.originalMinor) : null,
        did && did.replaced,
        did && did.cancelled,
        did && did.affiliations,
        did && amount ? amount(did.affiliationsMinor) : null,
        due && amount ? amount(due.balanceMinor) : null,
        currency,
      ];
    }),
  ]);
}
