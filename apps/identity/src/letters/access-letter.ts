import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LetterContent } from '#platform/mail/letter';

export interface AccessFacts {
  readonly organizationName: string; // Who gave it.
  readonly accountName: string; // What it is to.
  readonly name: string;
}

/** To somebody who signs in already and was given access to a corporate account (ID-7). */
export const accessLetter = (language: LetterLanguage, facts: AccessFacts): LetterContent => ({ language, ...words[language](facts) });

const words: Record<LetterLanguage, (facts: AccessFacts) => Omit<LetterContent, 'language'>> = {
  en: ({ organizationName, accountName, name }) => ({
    subject: `You have access to the account of ${accountName}`,
    greeting: `Hello ${name},`,
    paragraphs: [
      `${organizationName} has given you access to the account of ${accountName}. Sign in as always; you can see and pay all of it.`,
    ],
    closing: [`If this is a mistake, please tell ${organizationName}.`],
  }),
  fr: ({ organizationName, accountName, name }) => ({
    subject: `Vous avez accès au compte de ${accountName}`,
    greeting: `Bonjour ${name},`,
    paragraphs: [
      `${organizationName} vous a donné accès au compte de ${accountName}. Connectez-vous comme d’habitude; vous pouvez tout y voir et payer.`,
    ],
    closing: [`Si c’est une erreur, prévenez ${organizationName}.`],
  }),
  nl: ({ organizationName, accountName, name }) => ({
    subject: `U hebt toegang tot het account van ${accountName}`,
    greeting: `Dag ${name},`,
    paragraphs: [
      `${organizationName} heeft u toegang gegeven tot het account van ${accountName}. Log in zoals altijd; u kunt er alles zien en betalen.`,
    ],
    closing: [`Is dit een vergissing? Laat het ${organizationName} weten.`],
  }),
};
