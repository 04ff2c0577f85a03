import type { LetterLanguage } from '#contracts/identity/new-account';
import type { ClientOccasion, ToldDocument } from '#contracts/identity/tell-clients.command';
import { format } from '#kernel/money';
import type { LetterContent } from '#platform/mail/letter';
import { locales, longDay } from './long-day.js';

export interface BillingFacts {
  readonly organizationName: string;
  readonly occasion: ClientOccasion;
  readonly currency: string;
  readonly documents: readonly ToldDocument[];
}

/** Tells the main contact of an account what was issued to it (BIL-25): each document with its number and amount. */
export function billingLetter(language: LetterLanguage, { organizationName, occasion, currency, documents }: BillingFacts): LetterContent {
  const { subjects, greeting, intro, invoice, creditNote, closing } = words[language];
  const amount = (minor: number): string => format({ amountMinor: minor, currency }, locales[language]);
  return {
    language,
    subject: subjects[occasion](organizationName),
    greeting,
    paragraphs: [
      intro(organizationName),
      ...documents.map(({ kind, number, totalMinor, dueOn }) =>
        kind === 'invoice' ? invoice(number, amount(totalMinor), longDay(dueOn, language)) : creditNote(number, amount(-totalMinor)),
      ),
    ],
    closing: [closing(organizationName)],
  };
}

interface Words {
  readonly subjects: Record<ClientOccasion, (organization: string) => string>;
  readonly greeting: string;
  readonly intro: (organization: string) => string;
  readonly invoice: (number: string, amount: string, dueOn: string) => string;
  readonly creditNote: (number: string, amount: string) => string;
  readonly closing: (organization: string) => string;
}

const words: Record<LetterLanguage, Words> = {
  en: {
    subjects: {
      purchase: (organization) => `Your purchase at ${organization}`,
      invoice: (organization) => `An invoice from ${organization}`,
      cancellation: (organization) => `Your cancellation at ${organization}`,
      replacement: (organization) => `Your replacement at ${organization}`,
    },
    greeting: 'Hello,',
    intro: (organization) => `${organization} has issued to your account:`,
    invoice: (number, amount, dueOn) => `Invoice ${number}: ${amount}, due by ${dueOn}.`,
    creditNote: (number, amount) => `Credit note ${number}: ${amount} in your favour.`,
    closing: (organization) => `You are the main contact of this account at ${organization}. For questions, please turn to them.`,
  },
  fr: {
    subjects: {
      purchase: (organization) => `Votre achat : ${organization}`,
      invoice: (organization) => `Une facture : ${organization}`,
      cancellation: (organization) => `Votre annulation : ${organization}`,
      replacement: (organization) => `Votre remplacement : ${organization}`,
    },
    greeting: 'Bonjour,',
    intro: (organization) => `${organization} a porté à votre compte :`,
    invoice: (number, amount, dueOn) => `Facture ${number} : ${amount}, à payer au plus tard le ${dueOn}.`,
    creditNote: (number, amount) => `Note de crédit ${number} : ${amount} en votre faveur.`,
    closing: (organization) =>
      `Vous êtes le contact principal de ce compte auprès de ${organization}, qui répondra volontiers à vos questions.`,
  },
  nl: {
    subjects: {
      purchase: (organization) => `Uw aankoop bij ${organization}`,
      invoice: (organization) => `Een factuur van ${organization}`,
      cancellation: (organization) => `Uw annulering bij ${organization}`,
      replacement: (organization) => `Uw vervanging bij ${organization}`,
    },
    greeting: 'Dag,',
    intro: (organization) => `${organization} heeft op uw account geboekt:`,
    invoice: (number, amount, dueOn) => `Factuur ${number}: ${amount}, te betalen uiterlijk op ${dueOn}.`,
    creditNote: (number, amount) => `Creditnota ${number}: ${amount} in uw voordeel.`,
    closing: (organization) => `U bent het hoofdcontact van dit account bij ${organization}. Met vragen kunt u daar terecht.`,
  },
};
