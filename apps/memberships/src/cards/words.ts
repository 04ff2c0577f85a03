import type { DocumentLanguage } from '#contracts/billing/files.query';

/** What stands on a card beside what is filled in. */
export interface CardWords {
  readonly from: string;
  readonly until: string;
  readonly withoutEnd: string;
  readonly number: string;
  readonly file: string; // Its name, before the number.
}

export const cardWords: Readonly<Record<DocumentLanguage, CardWords>> = {
  en: { from: 'Valid from', until: 'Valid until', withoutEnd: 'Valid until cancelled', number: 'Card no.', file: 'Card' },
  fr: { from: 'Valable dès le', until: 'Valable jusqu’au', withoutEnd: 'Valable jusqu’à résiliation', number: 'Carte nº', file: 'Carte' },
  nl: { from: 'Geldig vanaf', until: 'Geldig tot en met', withoutEnd: 'Geldig tot opzegging', number: 'Kaartnr.', file: 'Kaart' },
};
